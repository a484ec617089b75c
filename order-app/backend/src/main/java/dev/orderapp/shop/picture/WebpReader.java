package dev.orderapp.shop.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** Reads WebP files, chunk by chunk (RFC 9649). Animations, which sell nothing, are refused. */
final class WebpReader {

    private static final String EXTENDED = "VP8X";
    private static final String LOSSY = "VP8 ";
    private static final String LOSSLESS = "VP8L";

    /** What is there and draws: an ICC profile, transparency. */
    private static final int KEPT_FLAGS = 0x20 | 0x10;

    private static final int ANIMATION_FLAG = 0x02;
    private static final Set<String> KEPT = Set.of(EXTENDED, "ICCP", "ALPH", LOSSY, LOSSLESS);

    private final ByteBuffer in;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int width;
    private int height;
    private boolean drawn;

    WebpReader(byte[] file) {
        this.in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    Picture read() {
        if (!text().equals("RIFF")) {
            throw new InvalidPictureException(PictureDefect.OTHER_TYPE, "WebP");
        }
        int size = in.getInt();
        if (size < 0 || size > in.remaining()) {
            throw new InvalidPictureException(PictureDefect.TRUNCATED);
        }
        in.limit(in.position() + size);
        if (!text().equals("WEBP")) {
            throw new InvalidPictureException(PictureDefect.OTHER_TYPE, "WebP");
        }
        while (in.hasRemaining()) {
            chunk();
        }
        if (!drawn) {
            throw new InvalidPictureException(PictureDefect.EMPTY);
        }
        return new Picture(PictureType.WEBP, width, height, assembled());
    }

    private byte[] assembled() {
        return ByteBuffer.allocate(out.size() + 12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(out.size() + 4)
                .put("WEBP".getBytes(StandardCharsets.US_ASCII))
                .put(out.toByteArray())
                .array();
    }

    private String text() {
        byte[] four = new byte[4];
        in.get(four);
        return new String(four, StandardCharsets.US_ASCII);
    }

    private void chunk() {
        String type = text();
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new InvalidPictureException(PictureDefect.TRUNCATED);
        }
        byte[] data = new byte[length];
        in.get(data);
        // Chunks begin at even places; some writers leave out the last one's padding.
        if (length % 2 == 1 && in.hasRemaining()) {
            in.get();
        }
        ByteBuffer content = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        switch (type) {
            case EXTENDED -> extended(content);
            case LOSSY -> lossy(content);
            case LOSSLESS -> lossless(content);
            default -> {
                // Neither says how large the picture is.
            }
        }
        if (KEPT.contains(type)) {
            keep(type, data);
        }
    }

    private void keep(String type, byte[] data) {
        out.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(data.length)
                .array());
        out.writeBytes(Arrays.copyOf(data, data.length + data.length % 2));
    }

    private void extended(ByteBuffer content) {
        byte flags = content.get();
        if ((flags & ANIMATION_FLAG) != 0) {
            throw new InvalidPictureException(PictureDefect.ANIMATED);
        }
        content.put(0, (byte) (flags & KEPT_FLAGS));
        int columns = content.getInt(4) & 0xFFFFFF;
        int rows = content.getInt(6) >>> 8;
        size(columns + 1, rows + 1);
    }

    /** RFC 6386, section 9.1: a key frame's three bytes of tag, three of start code, then width and height. */
    private void lossy(ByteBuffer content) {
        byte tag = content.get();
        content.position(3);
        boolean keyFrame = (tag & 1) == 0;
        if (!keyFrame || content.get() != (byte) 0x9D || content.get() != 0x01 || content.get() != 0x2A) {
            throw new InvalidPictureException(PictureDefect.DAMAGED);
        }
        size(content.getShort() & 0x3FFF, content.getShort() & 0x3FFF);
        drawn = true;
    }

    /** RFC 9649, section 3.4: a signature, then 14 bits each of width and height, both less one. */
    private void lossless(ByteBuffer content) {
        if (content.get() != 0x2F) {
            throw new InvalidPictureException(PictureDefect.DAMAGED);
        }
        int bits = content.getInt();
        size((bits & 0x3FFF) + 1, (bits >>> 14 & 0x3FFF) + 1);
        drawn = true;
    }

    /** A small canvas must not hide a large picture. */
    private void size(int columns, int rows) {
        if (drawn || width != 0 && (width != columns || height != rows)) {
            throw new InvalidPictureException(PictureDefect.DAMAGED);
        }
        width = columns;
        height = rows;
    }
}
