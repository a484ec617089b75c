package dev.orderapp.shop.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32;

/** Reads PNG files, chunk by chunk (W3C Portable Network Graphics, third edition, section 5). */
final class PngReader {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    /** The chunks that decide how the picture looks. An animation stays behind as its first frame. */
    private static final Set<String> KEPT =
            Set.of("IHDR", "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT", "IDAT", "IEND");

    /** Length, type and checksum. */
    private static final int CHUNK_OVERHEAD = 12;

    private final ByteBuffer in;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PngReader(byte[] file) {
        this.in = ByteBuffer.wrap(file);
    }

    Picture read() {
        byte[] signature = new byte[SIGNATURE.length];
        in.get(signature);
        if (!Arrays.equals(signature, SIGNATURE)) {
            throw new InvalidPictureException(PictureDefect.OTHER_TYPE, "PNG");
        }
        out.writeBytes(signature);
        ByteBuffer header = ByteBuffer.wrap(nextChunk("IHDR"));
        int width = header.getInt();
        int height = header.getInt();
        boolean drawn = false;
        for (String type = peekType(); !type.equals("IEND"); type = peekType()) {
            if (type.equals("IHDR")) {
                throw new InvalidPictureException(PictureDefect.DAMAGED);
            }
            drawn |= type.equals("IDAT");
            nextChunk(type);
        }
        nextChunk("IEND");
        if (!drawn) {
            throw new InvalidPictureException(PictureDefect.EMPTY);
        }
        return new Picture(PictureType.PNG, width, height, out.toByteArray());
    }

    /** The type of the chunk that comes next. */
    private String peekType() {
        int start = in.position();
        in.getInt();
        byte[] type = new byte[4];
        in.get(type);
        in.position(start);
        return new String(type, StandardCharsets.US_ASCII);
    }

    /** Reads a chunk that must be of that type, and takes it over if it draws. Returns its data. */
    private byte[] nextChunk(String type) {
        if (!peekType().equals(type)) {
            throw new InvalidPictureException(PictureDefect.OTHER_TYPE, "PNG");
        }
        int length = in.getInt(in.position());
        if (length < 0 || length > in.remaining() - CHUNK_OVERHEAD) {
            throw new InvalidPictureException(PictureDefect.TRUNCATED);
        }
        byte[] chunk = new byte[length + CHUNK_OVERHEAD];
        in.get(chunk);
        CRC32 checksum = new CRC32();
        checksum.update(chunk, 4, length + 4);
        if ((int) checksum.getValue() != ByteBuffer.wrap(chunk).getInt(length + 8)) {
            throw new InvalidPictureException(PictureDefect.DAMAGED);
        }
        if (KEPT.contains(type)) {
            out.writeBytes(chunk);
        }
        return Arrays.copyOfRange(chunk, 8, length + 8);
    }
}
