package dev.orderapp.kubectl.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The pages of the documentation and their code blocks. */
final class DocumentationPages {
    private static final Path ROOT = Path.of("..");

    private DocumentationPages() {}

    /**
     * A page.
     *
     * @param name its path in the repository
     * @param text all of it
     */
    record Page(String name, String text) {
        /** The code blocks, which are indented by four spaces, each as it would be in a file of its own. */
        List<String> blocks() {
            List<String> blocks = new ArrayList<>();
            StringBuilder block = new StringBuilder();
            for (String line : (text + "\n.").lines().toList()) {
                if (line.startsWith("    ") || line.isBlank() && !block.isEmpty()) {
                    block.append(line).append('\n');
                } else if (!block.isEmpty()) {
                    blocks.add(block.toString().stripIndent());
                    block.setLength(0);
                }
            }
            return blocks;
        }
    }

    /** All pages beside the code and in {@code docs}. */
    static List<Page> all() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
                Stream<Path> readmes = Stream.of(
                                "README.md", "README.ko.md", "kubectl-orderapp/README.md", "helm/README.md")
                        .map(ROOT::resolve)) {
            List<Page> pages = new ArrayList<>();
            for (Path path : Stream.concat(docs.filter(p -> p.toString().endsWith(".md")), readmes)
                    .sorted()
                    .toList()) {
                pages.add(new Page(ROOT.relativize(path).toString(), Files.readString(path)));
            }
            return pages;
        }
    }
}
