package dev.orderapp.operator.telemetry;

import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/** Where log entries go: to standard output, one JSON object a line. */
public final class Log {
    /** By what they are called in settings. */
    private static final Map<String, Level> LEVELS = Map.of(
            "error",
            Level.SEVERE,
            "warn",
            Level.WARNING,
            "info",
            Level.INFO,
            "debug",
            Level.FINE,
            "trace",
            Level.FINEST);

    private Log() {}

    /**
     * Replaces the logging set-up.
     *
     * @param level the least that is logged: error, warn, info, debug or trace
     * @param out gets the lines; it is never closed
     * @throws IllegalArgumentException if there is no such level, in a sentence
     */
    public static void toJson(String level, OutputStream out) {
        Level least = LEVELS.get(level);
        if (least == null) {
            throw new IllegalArgumentException(
                    "ORDERAPP_LOG_LEVEL must be error, warn, info, debug or trace, not \"" + level + "\"");
        }
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(least);
        root.addHandler(new Lines(out));
    }

    /** Writes each entry at once: the last one before an end is often the one that matters. */
    private static final class Lines extends StreamHandler {
        Lines(OutputStream out) {
            super(out, new JsonLines());
            setLevel(Level.ALL);
            try {
                setEncoding(StandardCharsets.UTF_8.name());
            } catch (UnsupportedEncodingException e) {
                throw new IllegalStateException("every JVM knows UTF-8", e);
            }
        }

        @Override
        public synchronized void publish(LogRecord entry) {
            super.publish(entry);
            flush();
        }

        /** The stream belongs to the caller, who may want it again: closed by a second call, standard output would be mute for good. */
        @Override
        public synchronized void close() {
            flush();
        }
    }
}
