package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.shop.Installation;
import dev.orderapp.e2e.shop.Versions;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The shops of a run, one at a time. Classes of the same setup that follow each other share its shop; one that nobody needs any more
 * is removed while the next one is installed.
 */
final class Shops implements AutoCloseable {
    private Setup setup;
    private Installation shop;
    private FutureTask<Void> removal = nothing();

    /** The one of this run. */
    static Shops of(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(Shops.class))
                .computeIfAbsent(Shops.class, c -> new Shops(), Shops.class);
    }

    /** The shop of that setup, with whatever was ordered and released there before. */
    Installation open(Setup wanted) throws Exception {
        if (wanted != setup) {
            leave();
            shop = new Installation("faults", wanted.title());
            shop.install(Versions.GOOD, Play::atRest, wanted.options());
            setup = wanted;
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
        setup = null;
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
