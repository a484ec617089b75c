package dev.orderapp.shop.picture;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a camera was held (Exif 2.32, tag 0x0112). It alone of a photograph's metadata is kept, or half of all photographs
 * would lie on their side.
 */
final class Orientation {

    static final int UPRIGHT = 1;

    private static final int TAG = 0x0112;
    private static final int LAST = 8;

    /** Length and "Exif", after which offsets count. */
    private static final int HEADER = 8;

    private Orientation() {}

    /** What a JPEG's Exif segment says; upright if it says nothing that makes sense. */
    static int of(byte[] segment) {
        try {
            ByteBuffer tiff =
                    ByteBuffer.wrap(segment, HEADER, segment.length - HEADER).slice();
            tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            tiff.position(tiff.getInt(4));
            for (int left = Short.toUnsignedInt(tiff.getShort()); left > 0; left--) {
                int entry = tiff.position();
                if (Short.toUnsignedInt(tiff.getShort()) == TAG) {
                    int value = Short.toUnsignedInt(tiff.getShort(entry + 8));
                    return value >= UPRIGHT && value <= LAST ? value : UPRIGHT;
                }
                tiff.position(entry + 12);
            }
            return UPRIGHT;
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            // Cameras write odd things; none of them is a reason to refuse the picture.
            return UPRIGHT;
        }
    }

    /** A JPEG segment that says this and nothing else; nothing at all for upright. */
    static byte[] segment(int orientation) {
        if (orientation == UPRIGHT) {
            return new byte[0];
        }
        return ByteBuffer.allocate(36)
                .putShort((short) 0xFFE1)
                .putShort((short) 34)
                .put(new byte[] {'E', 'x', 'i', 'f', 0, 0})
                // Big-endian TIFF; its only directory follows at once.
                .put(new byte[] {'M', 'M', 0, 42})
                .putInt(8)
                .putShort((short) 1)
                // Tag, type SHORT, one value, left-aligned in four bytes; no further directory.
                .putShort((short) TAG)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }
}
