package dev.orderapp.shop.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads JPEG files, segment by segment (ITU-T T.81, annex B). */
final class JpegReader {

    private static final int START = 0xD8;
    private static final int END = 0xD9;
    private static final int SCAN = 0xDA;
    private static final int ARITHMETIC_TABLES = 0xCC;
    private static final int HUFFMAN_TABLES = 0xC4;
    private static final int JPEG_EXTENSION = 0xC8;

    /** Length of JFIF's segment without a thumbnail, its own two bytes included. */
    private static final int JFIF_LENGTH = 16;

    private final ByteBuffer in;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int width;
    private int height;
    private boolean drawn;
    private int orientation = Orientation.UPRIGHT;

    JpegReader(byte[] file) {
        this.in = ByteBuffer.wrap(file);
    }

    Picture read() {
        if (in.get() != (byte) 0xFF || in.get() != (byte) START) {
            throw new InvalidPictureException(PictureDefect.OTHER_TYPE, "JPEG");
        }
        for (int marker = nextMarker(); marker != END; marker = nextMarker()) {
            segment(marker);
        }
        if (!drawn) {
            throw new InvalidPictureException(PictureDefect.EMPTY);
        }
        return new Picture(PictureType.JPEG, width, height, assembled());
    }

    private byte[] assembled() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(0xFF);
        file.write(START);
        file.writeBytes(Orientation.segment(orientation));
        file.writeBytes(out.toByteArray());
        file.write(0xFF);
        file.write(END);
        return file.toByteArray();
    }

    /** Any number of 0xFF may stand before a marker. */
    private int nextMarker() {
        if (in.get() != (byte) 0xFF) {
            throw new InvalidPictureException(PictureDefect.DAMAGED);
        }
        int marker = 0xFF;
        while (marker == 0xFF) {
            marker = Byte.toUnsignedInt(in.get());
        }
        return marker;
    }

    private void segment(int marker) {
        int length = Short.toUnsignedInt(in.getShort(in.position()));
        if (marker < 0xC0 || marker >= 0xD0 && marker <= START || length < 2) {
            throw new InvalidPictureException(PictureDefect.DAMAGED);
        }
        byte[] segment = new byte[length];
        in.get(segment);
        if (isFrame(marker)) {
            frame(segment);
        }
        keep(marker, segment);
        if (marker == SCAN) {
            drawn = true;
            scan();
        }
    }

    private void frame(byte[] segment) {
        if (width != 0) {
            throw new InvalidPictureException(PictureDefect.DAMAGED);
        }
        ByteBuffer frame = ByteBuffer.wrap(segment);
        height = Short.toUnsignedInt(frame.position(3).getShort());
        width = Short.toUnsignedInt(frame.getShort());
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0
                && marker <= 0xCF
                && marker != HUFFMAN_TABLES
                && marker != JPEG_EXTENSION
                && marker != ARITHMETIC_TABLES;
    }

    /** Takes over what draws, and of what applications add only what changes how it looks. */
    private void keep(int marker, byte[] segment) {
        switch (marker) {
            case 0xE0 -> {
                if (says(segment, "JFIF\0") && segment.length >= JFIF_LENGTH) {
                    write(marker, jfifWithoutThumbnail(segment));
                }
            }
            case 0xE1 -> {
                if (says(segment, "Exif\0\0")) {
                    orientation = Orientation.of(segment);
                }
            }
            case 0xE2 -> {
                if (says(segment, "ICC_PROFILE\0")) {
                    write(marker, segment);
                }
            }
            case 0xEE -> {
                if (says(segment, "Adobe")) {
                    write(marker, segment);
                }
            }
            default -> {
                if (marker < 0xE0) {
                    write(marker, segment);
                }
            }
        }
    }

    private static byte[] jfifWithoutThumbnail(byte[] segment) {
        byte[] cut = Arrays.copyOf(segment, JFIF_LENGTH);
        cut[0] = 0;
        cut[1] = JFIF_LENGTH;
        cut[14] = 0;
        cut[15] = 0;
        return cut;
    }

    private static boolean says(byte[] segment, String identifier) {
        byte[] wanted = identifier.getBytes(StandardCharsets.US_ASCII);
        return segment.length >= 2 + wanted.length
                && Arrays.equals(segment, 2, 2 + wanted.length, wanted, 0, wanted.length);
    }

    private void write(int marker, byte[] segment) {
        out.write(0xFF);
        out.write(marker);
        out.writeBytes(segment);
    }

    /** Takes over compressed data up to the next marker: in it 0xFF is followed by 0, or by a restart marker. */
    private void scan() {
        int start = in.position();
        while (true) {
            if (in.get() == (byte) 0xFF) {
                int next = Byte.toUnsignedInt(in.get(in.position()));
                if (next != 0 && (next < 0xD0 || next > 0xD7)) {
                    in.position(in.position() - 1);
                    out.write(in.array(), start, in.position() - start);
                    return;
                }
            }
        }
    }
}
