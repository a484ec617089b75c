package dev.orderapp.e2e.shop;

/** Visitors of a shop, who come until they are stopped, and record what they see. */
public interface Visitors extends AutoCloseable {
    /** Whether they still come. */
    boolean isRunning();

    /**
     * Stops them, and waits until their records are complete.
     *
     * @throws IllegalStateException if they do not stop
     */
    LoadRecords stop() throws InterruptedException;

    /** Stops them, whatever they were doing. */
    @Override
    void close();
}
