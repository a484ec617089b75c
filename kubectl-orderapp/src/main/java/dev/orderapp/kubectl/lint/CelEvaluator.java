package dev.orderapp.kubectl.lint;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelOptionalLibrary;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Evaluates CEL as Kubernetes does: the language, its extensions for strings and optional fields, and the functions of Kubernetes that the CRD uses. */
final class CelEvaluator {
    private static final CelOptions OPTIONS =
            CelOptions.current().enableHeterogeneousNumericComparisons(true).build();

    private final CelCompiler compiler = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addLibraries(CelExtensions.strings(), CelOptionalLibrary.INSTANCE)
            .addVar("self", SimpleType.DYN)
            .addFunctionDeclarations(
                    CelFunctionDecl.newFunctionDeclaration(
                            "isSorted",
                            CelOverloadDecl.newMemberOverload(
                                    "list_is_sorted", SimpleType.BOOL, ListType.create(SimpleType.DYN))),
                    CelFunctionDecl.newFunctionDeclaration(
                            "isQuantity",
                            CelOverloadDecl.newGlobalOverload(
                                    "is_quantity_string", SimpleType.BOOL, SimpleType.STRING)),
                    CelFunctionDecl.newFunctionDeclaration(
                            "quantity",
                            CelOverloadDecl.newGlobalOverload("quantity_string", SimpleType.DOUBLE, SimpleType.STRING)),
                    CelFunctionDecl.newFunctionDeclaration(
                            "isGreaterThan",
                            CelOverloadDecl.newMemberOverload(
                                    "quantity_is_greater", SimpleType.BOOL, SimpleType.DOUBLE, SimpleType.DOUBLE)))
            .build();

    private final CelRuntime runtime = CelRuntimeFactory.standardCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .addLibraries(CelExtensions.strings(), CelOptionalLibrary.INSTANCE)
            .addFunctionBindings(
                    CelFunctionBinding.from("list_is_sorted", List.class, CelEvaluator::isSorted),
                    CelFunctionBinding.from("is_quantity_string", String.class, Quantities::isQuantity),
                    CelFunctionBinding.from("quantity_string", String.class, Quantities::amount),
                    CelFunctionBinding.from(
                            "quantity_is_greater", Double.class, Double.class, (left, right) -> left > right))
            .build();

    private final Map<String, CelRuntime.Program> programs = new HashMap<>();

    /**
     * The value of an expression.
     *
     * @throws IllegalStateException if the CRD has a rule that can't be compiled or fails on this value: the API server would refuse the
     *     value as well
     */
    Object evaluate(String expression, Object self) {
        try {
            return programs.computeIfAbsent(expression, this::compile).eval(Map.of("self", self));
        } catch (CelEvaluationException e) {
            throw new IllegalStateException("a rule of the CRD fails on this value: " + expression, e);
        }
    }

    private CelRuntime.Program compile(String expression) {
        try {
            CelAbstractSyntaxTree tree = compiler.compile(expression).getAst();
            return runtime.createProgram(tree);
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalStateException("a rule of the CRD can't be read: " + expression, e);
        }
    }

    private static boolean isSorted(List<?> list) {
        for (int i = 1; i < list.size(); i++) {
            if (((Number) list.get(i - 1)).doubleValue() > ((Number) list.get(i)).doubleValue()) {
                return false;
            }
        }
        return true;
    }
}
