package dev.orderapp.shop.problem;

/** A request has something where nothing like it can be: 400, naming the field. */
public class InvalidFieldException extends ProblemException {

    private final String rule;

    /**
     * @param field its path in the body, or the name of the parameter
     * @param rule what it breaks: {@code problem.invalid-field.<rule>} says so, with the field as {0}
     * @param bounds {1}, {2} … of that text
     */
    public InvalidFieldException(String field, String rule, Object... bounds) {
        super(Problem.INVALID_FIELD, prepend(field, bounds));
        this.rule = rule;
        with("field", field);
    }

    @Override
    public String detailKey() {
        return rule;
    }

    private static Object[] prepend(String field, Object[] bounds) {
        Object[] all = new Object[bounds.length + 1];
        all[0] = field;
        System.arraycopy(bounds, 0, all, 1, bounds.length);
        return all;
    }
}
