package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.shop.Installation;
import dev.orderapp.e2e.shop.Versions;
import java.util.Optional;
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
    private Optional<FutureTask<Void>> removal = Optional.empty();

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

    /** Begins to remove the shop, if there is one, and waits for the end of the removal that was begun before. */
    private void leave() throws Exception {
        Optional<FutureTask<Void>> before = removal;
        removal = Optional.ofNullable(shop).map(Shops::beginRemoval);
        setup = null;
        shop = null;
        if (before.isPresent()) {
            before.get().get();
        }
    }

    private static FutureTask<Void> beginRemoval(Installation shop) {
        FutureTask<Void> task = new FutureTask<>(() -> {
            shop.remove();
            return null;
        });
        new Thread(task, "removal").start();
        return task;
    }

    @Override
    public void close() throws Exception {
        try {
            leave();
        } finally {
            // Waits for what the first one began.
            leave();
        }
    }
}
