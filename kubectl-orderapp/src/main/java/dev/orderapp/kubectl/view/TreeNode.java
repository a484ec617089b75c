package dev.orderapp.kubectl.view;

import java.util.List;

/**
 * A line of a tree with what hangs below it.
 *
 * @param text the line
 * @param below its branches, top first
 */
record TreeNode(String text, List<TreeNode> below) {
    static TreeNode leaf(String text) {
        return new TreeNode(text, List.of());
    }

    /** The tree as lines, each with a line feed. */
    String drawn() {
        StringBuilder lines = new StringBuilder(text).append('\n');
        draw(lines, "");
        return lines.toString();
    }

    private void draw(StringBuilder lines, String indent) {
        for (int i = 0; i < below.size(); i++) {
            boolean last = i == below.size() - 1;
            lines.append(indent)
                    .append(last ? "└─ " : "├─ ")
                    .append(below.get(i).text)
                    .append('\n');
            below.get(i).draw(lines, indent + (last ? "   " : "│  "));
        }
    }
}
