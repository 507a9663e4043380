package io.micropay.bench;

import io.micropay.crypto.KeyKind;
import io.micropay.money.AccountName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Makes the accounts' keys, on all processors: a big RSA key takes a tenth of a second and more.
final class Keys {

    private Keys() {}

    /// Makes accounts, which no server knows yet.
    ///
    /// @param prefix what their names begin with
    /// @param made is told of each, on any thread
    static List<BenchAccount> make(int count, KeyKind kind, String prefix, Runnable made) {
        BenchAccount[] accounts = new BenchAccount[count];
        IntStream.range(0, count).parallel().forEach(number -> {
            AccountName name = AccountName.parse(prefix + number).orElseThrow();
            accounts[number] = new BenchAccount(number, name, kind.generate());
            made.run();
        });
        return new ArrayList<>(Arrays.asList(accounts));
    }
}
