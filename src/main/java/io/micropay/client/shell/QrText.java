package io.micropay.client.shell;

import io.nayuki.qrcodegen.QrCode;

/// A QR code (ISO/IEC 18004) as lines of half blocks, for a terminal that writes light on dark.
///
/// Two rows of modules make a line, because a character is twice as high as it is wide. What is light is drawn, the
/// quiet zone of four modules too, so that the code has its light ground.
final class QrText {

    private static final int QUIET = 4;

    private QrText() {}

    static String of(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        StringBuilder lines = new StringBuilder();
        for (int y = -QUIET; y < code.size + QUIET; y += 2) {
            for (int x = -QUIET; x < code.size + QUIET; x++) {
                lines.append(block(!code.getModule(x, y), !code.getModule(x, y + 1)));
            }
            lines.append('\n');
        }
        return lines.toString().stripTrailing();
    }

    private static char block(boolean upperIsLight, boolean lowerIsLight) {
        if (upperIsLight) {
            return lowerIsLight ? '\u2588' : '\u2580';
        }
        return lowerIsLight ? '\u2584' : ' ';
    }
}
