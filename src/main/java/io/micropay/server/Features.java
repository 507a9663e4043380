package io.micropay.server;

import io.micropay.wire.Feature;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What HELLO says that a server can do.
final class Features {

    private Features() {}

    static List<String> of(boolean enrol, boolean udp) {
        Set<Feature> features = EnumSet.of(Feature.EVENTS, Feature.RELAY, Feature.SHOP);
        if (enrol) {
            features.add(Feature.ENROL);
        }
        if (udp) {
            features.add(Feature.UDP);
        }
        return features.stream().map(Feature::word).toList();
    }
}
