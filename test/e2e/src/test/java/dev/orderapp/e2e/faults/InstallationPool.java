package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.shop.Installation;
import dev.orderapp.e2e.shop.Versions;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The shops of a run, one at a time. Classes of the same setup that follow each other share its shop; one that is not needed any more
 * is removed while the next one is installed.
 */
final class InstallationPool implements AutoCloseable {
    private InstallationSetup setup;
    private Installation shop;
    private Optional<FutureTask<Void>> removal = Optional.empty();

    /** The one of this run. */
    static InstallationPool of(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(InstallationPool.class))
                .computeIfAbsent(InstallationPool.class, c -> new InstallationPool(), InstallationPool.class);
    }

    /** The shop of that setup, with whatever was ordered and released there before. */
    Installation open(InstallationSetup wanted) throws Exception {
        if (wanted != setup) {
            removeCurrent();
            shop = new Installation("faults", wanted.title());
            shop.install(Versions.GOOD, ScenarioRun::atRest, wanted.options());
            setup = wanted;
        }
        return shop;
    }

    /** Begins to remove the shop, if there is one, and waits for the end of the removal that was begun before. */
    private void removeCurrent() throws Exception {
        Optional<FutureTask<Void>> before = removal;
        removal = Optional.ofNullable(shop).map(InstallationPool::beginRemoval);
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
            removeCurrent();
        } finally {
            // Waits for what the first one began.
            removeCurrent();
        }
    }
}
