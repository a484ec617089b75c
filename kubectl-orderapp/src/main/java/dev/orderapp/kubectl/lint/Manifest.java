package dev.orderapp.kubectl.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One object of a file, as {@code kubectl apply} would send it.
 *
 * @param document its number in the file, from 1; objects of a List share it
 * @param content what it says, with anchors and merge keys resolved
 * @param lines lines of its fields, from 1, by their paths; that of the object itself by an empty path
 */
public record Manifest(int document, JsonNode content, Map<String, Integer> lines) {

    /** The line of a field; of what is missing or was filled in, the line of what it belongs to. */
    public int line(String path) {
        for (String at = path; !at.isEmpty(); at = parent(at)) {
            if (lines.containsKey(at)) {
                return lines.get(at);
            }
        }
        return lines.getOrDefault("", 1);
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }

    static String below(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }
}
