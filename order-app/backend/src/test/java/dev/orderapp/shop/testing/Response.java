package dev.orderapp.shop.testing;

import com.jayway.jsonpath.JsonPath;
import java.util.List;
import java.util.Map;

/** What came back for a request. */
public record Response(int status, Map<String, List<String>> headers, String body) {

    /** The first header of that name (lower case), or an empty text. */
    public String header(String name) {
        return headers.getOrDefault(name, List.of("")).get(0);
    }

    /** The Set-Cookie header of that cookie, or an empty text. */
    public String setCookie(String cookie) {
        return headers.getOrDefault("set-cookie", List.of()).stream()
                .filter(header -> header.startsWith(cookie + "="))
                .findFirst()
                .orElse("");
    }

    /** The id of what the JSON body describes. */
    public String id() {
        return String.valueOf(this.<Object>json("$.id"));
    }

    /** What stands at that path of the JSON body. */
    public <T> T json(String path) {
        return JsonPath.read(body, path);
    }
}
