package dev.orderapp.crd;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * What the Javadoc of one package says about its types, record components and enum constants, as plain text. Javadoc is
 * gone at run time, so the sources are read; that spares writing every sentence twice, in Javadoc and in an annotation.
 */
final class JavadocDescriptions {
    private final Map<String, String> byName;

    private JavadocDescriptions(Map<String, String> byName) {
        this.byName = byName;
    }

    /**
     * Reads the sources of a package.
     *
     * @param folder of the package
     * @return its descriptions
     * @throws IOException if the folder or a file can't be read
     */
    static JavadocDescriptions of(Path folder) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.list(folder)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    null,
                    null,
                    null,
                    files.getJavaFileObjectsFromPaths(
                            sources.filter(Files::isRegularFile).sorted().toList()));
            DocScanner scanner = new DocScanner(DocTrees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                scanner.scan(unit, null);
            }
            return new JavadocDescriptions(scanner.found);
        }
    }

    /** The text about a type, before its tags. */
    String ofType(Class<?> type) {
        return find(type.getSimpleName());
    }

    /** The text about a record component or an enum constant. */
    String ofMember(Class<?> type, String member) {
        return find(type.getSimpleName() + "." + member);
    }

    private String find(String name) {
        return Optional.ofNullable(byName.get(name))
                .orElseThrow(() -> new IllegalStateException(
                        name + " has no Javadoc: describe it, kubectl explain shows the sentence"));
    }

    private static final class DocScanner extends TreePathScanner<Void, Void> {
        private final Map<String, String> found = new HashMap<>();
        private final DocTrees docs;

        DocScanner(DocTrees docs) {
            this.docs = docs;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            String name = type.getSimpleName().toString();
            comment().ifPresent(comment -> {
                found.put(name, sentence(comment.getFullBody()));
                for (DocTree tag : comment.getBlockTags()) {
                    if (tag instanceof ParamTree param) {
                        found.put(name + "." + param.getName(), sentence(param.getDescription()));
                    }
                }
            });
            return super.visitClass(type, unused);
        }

        @Override
        public Void visitVariable(VariableTree variable, Void unused) {
            if (getCurrentPath().getParentPath().getLeaf() instanceof ClassTree type
                    && type.getKind() == Tree.Kind.ENUM) {
                String name = type.getSimpleName() + "." + variable.getName();
                comment().ifPresent(comment -> found.put(name, sentence(comment.getFullBody())));
            }
            return super.visitVariable(variable, unused);
        }

        private Optional<DocCommentTree> comment() {
            return Optional.ofNullable(docs.getDocCommentTree(getCurrentPath()));
        }

        private static String sentence(List<? extends DocTree> parts) {
            String text = parts.stream().map(DocScanner::plain).collect(Collectors.joining());
            String line = text.replaceAll("\\s+", " ").strip();
            String start = line.substring(0, 1).toUpperCase() + line.substring(1);
            return start.endsWith(".") ? start : start + ".";
        }

        private static String plain(DocTree part) {
            if (part instanceof TextTree text) {
                return text.getBody();
            }
            if (part instanceof LiteralTree code) {
                return code.getBody().getBody();
            }
            return part instanceof StartElementTree ? " " : "";
        }
    }
}
