package dev.orderapp.kubectl.view;

import java.util.List;

/**
 * A line of a tree with the nodes below it.
 *
 * @param text the line
 * @param children the nodes below it, top first
 */
record TreeNode(String text, List<TreeNode> children) {
    static TreeNode leaf(String text) {
        return new TreeNode(text, List.of());
    }

    /** The tree as lines, each with a line feed. */
    String render() {
        StringBuilder lines = new StringBuilder(text).append('\n');
        draw(lines, "");
        return lines.toString();
    }

    private void draw(StringBuilder lines, String indent) {
        for (int i = 0; i < children.size(); i++) {
            boolean last = i == children.size() - 1;
            lines.append(indent)
                    .append(last ? "└─ " : "├─ ")
                    .append(children.get(i).text)
                    .append('\n');
            children.get(i).draw(lines, indent + (last ? "   " : "│  "));
        }
    }
}
