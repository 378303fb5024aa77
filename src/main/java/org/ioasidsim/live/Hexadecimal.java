package org.ioasidsim.live;

/** Bytes as lower-case hexadecimal digits. */
final class Hexadecimal {
    private Hexadecimal() {}

    static String of(byte[] bytes) {
        var text = new StringBuilder(2 * bytes.length);
        for (byte one : bytes) {
            text.append(Character.forDigit((one >> 4) & 15, 16)).append(Character.forDigit(one & 15, 16));
        }
        return text.toString();
    }

    /** Returns the sixteen digits of a hash, as manifests write it. */
    static String of(long hash) {
        String digits = Long.toHexString(hash);
        return "0".repeat(16 - digits.length()) + digits;
    }

    static byte[] bytes(String text) {
        byte[] bytes = new byte[text.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte)
                    ((Character.digit(text.charAt(2 * i), 16) << 4) | Character.digit(text.charAt(2 * i + 1), 16));
        }
        return bytes;
    }
}
