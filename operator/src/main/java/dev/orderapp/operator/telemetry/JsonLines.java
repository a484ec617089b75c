package dev.orderapp.operator.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.slf4j.MDC;

/**
 * One line of JSON per log entry: {@code time} (RFC 3339, UTC), {@code level}, {@code logger}, {@code namespace} and
 * {@code release} while a release is reconciled, {@code message}, and {@code error} with the stack trace if there is one.
 */
final class JsonLines extends Formatter {
    /** Where the framework notes which release a thread reconciles. */
    private static final String NAMESPACE = "resource.namespace";

    private static final String RELEASE = "resource.name";

    private static final JsonFactory JSON = new JsonFactory();

    @Override
    public String format(LogRecord entry) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("time", entry.getInstant().toString());
            json.writeStringField("level", level(entry.getLevel()));
            json.writeStringField("logger", shortened(entry.getLoggerName()));
            writeUnlessNull(json, "namespace", MDC.get(NAMESPACE));
            writeUnlessNull(json, "release", MDC.get(RELEASE));
            json.writeStringField("message", formatMessage(entry));
            if (entry.getThrown() != null) {
                json.writeStringField("error", stackTrace(entry.getThrown()));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does no I/O", e);
        }
        return line.append('\n').toString();
    }

    private static void writeUnlessNull(JsonGenerator json, String field, String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }

    /** The names that log collectors know; those of java.util.logging are its own. */
    private static String level(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "error";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "warn";
        }
        if (level.intValue() >= Level.INFO.intValue()) {
            return "info";
        }
        return level.intValue() >= Level.FINE.intValue() ? "debug" : "trace";
    }

    private static String shortened(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
