package dev.orderapp.operator.cache;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The data of a ControllerRevision, compressed: a release keeps up to a dozen of them for its history, and reads them in a
 * reconcile only. To Jackson it is what was compressed.
 */
final class CompressedData {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final byte[] deflated;

    private CompressedData(byte[] deflated) {
        this.deflated = deflated;
    }

    /** Compresses a value, unless it is compressed already. */
    static Object of(Object data) {
        if (data == null || data instanceof CompressedData) {
            return data;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(JSON.writeValueAsBytes(data));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("what was read as JSON can't be written as JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException("an array does no I/O", e);
        }
        return new CompressedData(bytes.toByteArray());
    }

    /** What was compressed. */
    @JsonValue
    Object inflated() {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            return JSON.readValue(in, Object.class);
        } catch (IOException e) {
            throw new UncheckedIOException("an array does no I/O", e);
        }
    }
}
