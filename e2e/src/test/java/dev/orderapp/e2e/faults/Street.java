package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.shop.Installation;
import dev.orderapp.e2e.shop.Versions;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The shops of a run, one at a time. Classes that play in the same house, one after the other, share its shop; a shop that nobody
 * needs any more is removed while the next one is installed.
 */
final class Street implements AutoCloseable {
    private House house;
    private Installation shop;
    private FutureTask<Void> removal = nothing();

    /** The one of this run. */
    static Street of(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(Street.class))
                .computeIfAbsent(Street.class, c -> new Street(), Street.class);
    }

    /** The shop of that house, with whatever was ordered and released there before. */
    Installation open(House wanted) throws Exception {
        if (wanted != house) {
            leave();
            house = wanted;
            shop = new Installation("faults", wanted.title());
            shop.install(Versions.GOOD, Play::atRest, wanted.options());
        }
        return shop;
    }

    /** Begins to remove the shop, if there is one. */
    private void leave() throws Exception {
        removal.get();
        if (shop != null) {
            removal = removalOf(shop);
            new Thread(removal, "removal").start();
        }
        house = null;
        shop = null;
    }

    private static FutureTask<Void> removalOf(Installation shop) {
        return new FutureTask<>(() -> {
            shop.remove();
            return null;
        });
    }

    private static FutureTask<Void> nothing() {
        FutureTask<Void> task = new FutureTask<>(() -> null);
        task.run();
        return task;
    }

    @Override
    public void close() throws Exception {
        leave();
        removal.get();
    }
}
