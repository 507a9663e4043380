package io.micropay.net.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InboxTest {

    private final Inbox inbox = new Inbox();

    @Test
    void fewSmallDatagramsWait() throws Exception {
        for (int i = 0; i < Inbox.DATAGRAMS_MAX; i++) {
            assertThat(inbox.offer(new byte[] {(byte) i})).isTrue();
        }
        assertThat(inbox.offer(new byte[1])).isFalse();
        assertThat(inbox.poll(0)).containsExactly(0);
        assertThat(inbox.offer(new byte[1])).isTrue();
    }

    @Test
    void largeOnesTakeNoMoreThanTheirBytes() throws Exception {
        byte[] large = new byte[BoundedTransport.RECEIVE_BYTES_MAX];
        int fitting = Inbox.BYTES_MAX / large.length;
        assertThat(fitting).isLessThan(Inbox.DATAGRAMS_MAX);
        for (int i = 0; i < fitting; i++) {
            assertThat(inbox.offer(large)).isTrue();
        }
        assertThat(inbox.offer(new byte[1])).isFalse();

        assertThat(inbox.poll(0)).hasSize(large.length);
        assertThat(inbox.offer(large)).isTrue();
        for (int i = 0; i < fitting; i++) {
            assertThat(inbox.poll(0)).hasSize(large.length);
        }
        assertThat(inbox.poll(0)).isNull();
    }

    @Test
    void endIsToldEvenWhereDatagramsWait() {
        inbox.offer(new byte[1]);
        inbox.end();
        assertThatThrownBy(() -> inbox.poll(0)).isInstanceOf(AssociationEndedException.class);
        inbox.offer(new byte[1]);
        assertThatThrownBy(() -> inbox.poll(0)).isInstanceOf(AssociationEndedException.class);
    }
}
