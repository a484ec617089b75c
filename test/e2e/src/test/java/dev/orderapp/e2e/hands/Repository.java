package dev.orderapp.e2e.hands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What developers push to: a repository that begins with the files of the checkout, as they lie there. */
final class Repository {
    private final Path folder;

    private Repository(Path folder) {
        this.folder = folder;
    }

    static Repository inFolder(Path folder) throws IOException, InterruptedException {
        Shell.run(SharedShop.ROOT, """
                rm -rf "$1"
                mkdir -p "$1"
                git ls-files -z | tar --create --null --files-from=- | tar --extract --directory="$1"
                cd "$1"
                git init --quiet --initial-branch=main
                git config user.name Developer
                git config user.email developer@example.com
                """, folder.toString());
        Repository repository = new Repository(folder);
        repository.commit("begin");
        return repository;
    }

    /** Pushes a file with another text, and returns the commit. */
    String push(String file, String text) throws IOException, InterruptedException {
        Files.writeString(folder.resolve(file), text);
        return commit("change " + file);
    }

    String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    /** What was pushed last. */
    String head() throws IOException, InterruptedException {
        return Shell.run(folder, "git rev-parse HEAD");
    }

    private String commit(String message) throws IOException, InterruptedException {
        return Shell.run(folder, """
                git add --all
                git commit --quiet --message "$1"
                git rev-parse HEAD
                """, message);
    }

    /** A work tree of what was pushed last, as Jenkins checks it out for a build. */
    Path checkOut(String name) throws IOException, InterruptedException {
        Path workspace = folder.resolveSibling(name);
        Shell.run(folder, "rm -rf \"$1\"; git clone --quiet . \"$1\"", workspace.toString());
        return workspace;
    }
}
