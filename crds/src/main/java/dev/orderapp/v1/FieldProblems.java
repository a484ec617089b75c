package dev.orderapp.v1;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Says which field of a release can't be read, what it holds and what to write instead. */
final class FieldProblems {
    private static final int LONGEST_VALUE = 80;

    private FieldProblems() {}

    /**
     * One sentence.
     *
     * @param root field that was read, such as {@code spec.backend}
     * @param tree what it holds
     * @param problem why it could not be read
     */
    static String about(String root, JsonNode tree, JsonProcessingException problem) {
        List<Reference> path = problem instanceof JsonMappingException e ? e.getPath() : List.of();
        StringBuilder field = new StringBuilder(root);
        JsonNode value = tree;
        for (Reference step : path) {
            if (step.getFieldName() == null) {
                field.append('[').append(step.getIndex()).append(']');
                value = value.path(step.getIndex());
            } else {
                field.append('.').append(step.getFieldName());
                value = value.path(step.getFieldName());
            }
        }
        Class<?> type = problem instanceof MismatchedInputException e ? e.getTargetType() : null;
        return field + ": " + shortened(value) + " " + wrong(type, value);
    }

    private static String wrong(Class<?> type, JsonNode value) {
        if (Quantity.class.equals(type)) {
            return "is not a quantity: write one such as 250m or 2 for cpu, 512Mi or 1Gi for memory";
        }
        if (type != null && type.isEnum()) {
            return "is not known to this operator: write one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        return value.isIntegralNumber()
                ? "is out of range: write a number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE
                : "is not what this operator reads there: write it as docs/reference.md says";
    }

    /** As JSON, so that an empty text can be seen. */
    static String shortened(JsonNode value) {
        String text = value.toString();
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
    }
}
