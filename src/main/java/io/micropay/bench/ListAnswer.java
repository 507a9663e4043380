package io.micropay.bench;

import java.nio.ByteBuffer;

/// The answer to a `LIST` as it arrives: the balance, the number of accounts, and a line for each; or one line that
/// says why not.
final class ListAnswer {

    private boolean atStart = true;
    private boolean list;
    private int lines;
    private int accounts;

    /// Another answer begins.
    void begin() {
        atStart = true;
        lines = 0;
        accounts = 0;
    }

    /// Takes bytes of it, all of them.
    ///
    /// @return whether it is complete
    boolean receive(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (atStart) {
                list = next >= '0' && next <= '9';
                atStart = false;
            }
            if (next == '\n') {
                lines++;
            } else if (lines == 1) {
                accounts = accounts * 10 + (next - '0');
            }
        }
        return list ? lines >= 2 && lines == 2 + accounts : lines == 1;
    }

    /// Whether it is a list.
    boolean isList() {
        return list;
    }
}
