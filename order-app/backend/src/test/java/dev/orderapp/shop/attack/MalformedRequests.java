package dev.orderapp.shop.attack;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** Draws requests as no page of ours sends them: each is well-formed in some parts and nonsense in others. */
final class MalformedRequests {

    private static final String[] METHODS = {
        "GET",
        "POST",
        "PUT",
        "DELETE",
        "PATCH",
        "HEAD",
        "OPTIONS",
        "TRACE",
        "CONNECT",
        "PROPFIND",
        "get",
        "X",
        "G(T",
        "GET\0"
    };

    private static final String[] SEGMENTS = {
        "1",
        "-1",
        "0",
        "99999999999999999999",
        "x",
        "%",
        "%zz",
        "%00",
        "%2e%2e",
        "..",
        "%2F",
        "%5c",
        ";x=1",
        "a;b",
        "%0d%0aX:y",
        "%ff%fe",
        "%ed%a0%80",
        "{id}",
        "|",
        "\u00e9",
        "~",
        "$1",
        "%25",
        "123e4567-e89b-12d3-a456-426614174000",
        "a".repeat(300),
        "a.webp",
        "0".repeat(64) + ".webp"
    };

    private static final String[] NAMES = {
        "page",
        "size",
        "query",
        "category",
        "sort",
        "status",
        "date",
        "zone",
        "_csrf",
        "X",
        "a[0].b",
        "",
        "class.module",
        "_method"
    };

    private static final String[] VALUES = {
        "%",
        "%zz",
        "%ff",
        "%00",
        "x",
        "-1",
        "2147483648",
        "1e9",
        "%ed%a0%80",
        "&&==&",
        ";",
        "[",
        "Europe/Nowhere",
        "2026-02-31",
        "+999999999-12-31",
        "PLACED",
        "name",
        "a".repeat(4000),
        "%F0%9F%98%80",
        "${x}",
        "%{x}",
        "\"<>",
        "(((((a+)+)+)+)+)$"
    };

    private static final String[] PLAIN_VALUES = {
        "1", "name", "-price", "2026-02-28", "Asia/Seoul", "PLACED", "mug", "", "%EB%A8%B8"
    };

    private static final String[] TYPES = {
        "application/json",
        "application/json;charset=UTF-16",
        "application/json;charset=nonsense",
        "application/json;charset=\"",
        "application/json; charset=%",
        "application/xml",
        "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded;charset=nonsense",
        "application/x-www-form-urlencoded;charset=x-UTF-16LE-BOM",
        "multipart/form-data",
        "multipart/form-data;boundary=",
        "multipart/form-data;boundary=x",
        "multipart/mixed;boundary=" + "y".repeat(200),
        "text/plain",
        "text/event-stream",
        "application/*",
        "*/*",
        "*",
        "a/b/c",
        ";",
        "",
        "image/png",
        "image/webp;q=x",
        "application/problem+json",
        "application/merge-patch+json",
        "application/octet-stream"
    };

    private static final String[] BODIES = {
        "",
        "%",
        "a=%",
        "a=%ff&b=%00",
        "{}",
        "[]",
        "null",
        "\"\"",
        "1",
        "{",
        "{\"\"",
        "{\"email\":1,\"password\":[]}",
        "{\"email\":\"\\ud800@x.y\",\"password\":\"\\ud800aaaaaaaaaaaa\",\"name\":\"\\ud800\"}",
        "{\"email\":\"a@b.c\",\"password\":\"\\u0000\"}",
        "{\"items\":null,\"address\":null}",
        "{\"items\":[null]}",
        "{\"items\":[{\"productId\":1e400,\"quantity\":1e400}]}",
        "{\"items\":[{\"productId\":9223372036854775807,\"quantity\":2147483647}]}",
        "{\"items\":[{\"productId\":1,\"quantity\":1},{\"productId\":1,\"quantity\":1}]}",
        "{\"items\":[{\"productId\":1,\"quantity\":1}],\"address\":{\"recipient\":\"\\ud800\",\"street\":\"\\ud83d\",\"postalCode\":\"\\u0000\",\"city\":\"\\uffff\",\"country\":\"XX\"}}",
        "{\"quantity\":-1}",
        "{\"quantity\":1}",
        "{\"event\":\"failed\",\"what\":\"\\ud800\"}",
        "{\"event\":null}",
        "{\"type\":\"image/png\",\"bytes\":-1}",
        "{\"type\":\"image/png\",\"bytes\":1e99}",
        "{\"type\":null,\"bytes\":null}",
        "{\"nameEn\":\"\\ud800\",\"nameKo\":\"\\ud800\",\"price\":1e99999999,\"stock\":1}",
        "{\"price\":1e-99999999,\"name\":{\"en\":\"x\",\"ko\":\"\\udfff\"}}",
        "{\"change\":-2147483648,\"reason\":null}",
        "{\"change\":1,\"reason\":\"\\ud800\"}",
        "{\"status\":\"NONSENSE\"}",
        "{\"status\":null}",
        "{\"current\":null,\"new\":null}",
        "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--\r\n",
        "--x\r\nContent-Disposition\r\n\r\n",
        "\u00ff\u00fe\u0000\u0001",
        "[".repeat(2000),
        "{\"a\":".repeat(1500),
        "\"" + "x".repeat(20_000),
        "\u0089PNG\r\n\u001a\n"
    };

    private static final String[] HEADERS = {
        "Forwarded",
        "X-Forwarded-For",
        "X-Forwarded-Proto",
        "X-Forwarded-Host",
        "X-Forwarded-Port",
        "X-Forwarded-Prefix",
        "X-Forwarded-Ssl",
        "X-Real-IP",
        "Accept",
        "Accept-Language",
        "Accept-Encoding",
        "Accept-Charset",
        "Cookie",
        "Range",
        "If-Range",
        "If-Modified-Since",
        "If-None-Match",
        "If-Match",
        "Origin",
        "Referer",
        "Access-Control-Request-Method",
        "Access-Control-Request-Headers",
        "Authorization",
        "Expect",
        "Transfer-Encoding",
        "Content-Encoding",
        "Content-Length",
        "Content-Language",
        "Connection",
        "Upgrade",
        "HTTP2-Settings",
        "TE",
        "Trailer",
        "Idempotency-Key",
        "X-XSRF-TOKEN",
        "X-Request-Id",
        "X-Order-App-Revision",
        "X-HTTP-Method-Override",
        "traceparent",
        "tracestate",
        "baggage",
        "b3",
        "Last-Event-ID"
    };

    private static final String[] BAD_NAMES = {"Bad Name", "", "\u00e9", "a:b", "\t"};

    private static final String[] HEADER_VALUES = {
        "",
        "%",
        "x",
        ",",
        ";",
        "=",
        "\"",
        "\\",
        "*",
        "*/*;q=x",
        "a/b/c",
        "text/html;q=5",
        "image/*",
        "application/json;q=0.00000000000000001",
        "-1",
        "0",
        "99999999999999999999",
        "5, 6",
        "chunked",
        "chunked, chunked",
        "gzip, chunked",
        "identity",
        "nonsense",
        "100-continue",
        "bytes=0-",
        "bytes=-0",
        "bytes=5-1",
        "bytes=99999999999999999999-",
        "bytes=" + "0-0,".repeat(200),
        "close, upgrade",
        "websocket",
        "h2c",
        "for=_x;proto=nonsense;host=\"[\"",
        "for=\"[::1\";host=:99999",
        "for=1.2.3.4;host=a:b:c;proto=://",
        "for=unknown:port",
        "host:nonsense",
        "[::1",
        "a b:c",
        "1.2.3.4:99999",
        "http",
        "https, nonsense",
        "://",
        "../../x",
        "/%zz",
        "ko-KR-x-" + "y".repeat(50),
        "en;q=2, ko;q=-1",
        "de_DE@euro, *-*;q=0.5",
        "*-CH",
        "a".repeat(3000),
        "order_app_session=x.y.z; XSRF-TOKEN=%",
        "order_app_session=eyJhbGciOiJub25lIn0.e30.; order_app_device=....",
        "=; ;;==; \"",
        "$Version=1; $Path=/; a=\"b",
        "\u00e9\u00ff",
        "\u0001",
        "\t",
        "W/\"x",
        "Thu, 99 Jan 9999 99:99:99 GMT",
        "null",
        "http://[",
        "00-" + "0".repeat(32) + "-" + "0".repeat(16) + "-zz",
        "Basic %%%",
        "Bearer ",
        "Bearer a b",
        "123e4567-e89b-12d3-a456-426614174000",
        "TRACE",
        "localhost\u0000"
    };

    private static final String[] VERSIONS = {
        "HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/9.9", "HTTP/x", "", "HTTQ/1.1"
    };

    private static final String[] HOSTS = {
        "localhost", "", "a b", "[", "x:y", "localhost:99999", "\u00e9", "a,b", "%", "user@host", "../"
    };

    /** What Tomcat refuses in an address at once; behind it nothing would be tried any more. */
    private static final Pattern ILLEGAL = Pattern.compile("[^!$%&'()*+,./0-9:;=?@A-Z_a-z~-]");

    private final Random random;
    private final List<String> paths;

    /** @param paths of the shop's endpoints, with their variables in braces */
    MalformedRequests(long seed, List<String> paths) {
        this.random = new Random(seed);
        this.paths = List.copyOf(paths);
    }

    /** The bytes of the next one, with these headers among others. */
    byte[] next(String headers) {
        String body = rarely(2) ? "" : one(BODIES);
        StringBuilder request = new StringBuilder()
                .append(rarely(6) ? one(METHODS) : METHODS[random.nextInt(5)])
                .append(' ')
                .append(target())
                .append(' ')
                .append(rarely(40) ? one(VERSIONS) : "HTTP/1.1")
                .append("\r\n");
        if (!rarely(60)) {
            request.append("Host: ")
                    .append(rarely(30) ? one(HOSTS) : "localhost")
                    .append("\r\n");
        }
        request.append("Connection: close\r\n").append(headers);
        if (!rarely(3)) {
            request.append("Content-Type: ")
                    .append(rarely(2) ? "application/json" : one(TYPES))
                    .append("\r\n");
        }
        for (int more = Math.max(0, random.nextInt(5) - 2); more > 0; more--) {
            request.append(rarely(30) ? one(BAD_NAMES) : one(HEADERS))
                    .append(rarely(50) ? "" : ": ")
                    .append(one(HEADER_VALUES))
                    .append("\r\n");
        }
        byte[] bytes = body.getBytes(rarely(2) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        if (rarely(12)) {
            return chunked(request, bytes);
        }
        // Now and then more is promised than comes.
        request.append("Content-Length: ")
                .append(bytes.length + (rarely(25) ? 5 : 0))
                .append("\r\n\r\n");
        return join(request, bytes);
    }

    private byte[] chunked(StringBuilder request, byte[] body) {
        request.append("Transfer-Encoding: chunked\r\n\r\n");
        request.append(rarely(4) ? one(HEADER_VALUES) : Integer.toHexString(body.length))
                .append("\r\n");
        return join(
                request,
                (new String(body, StandardCharsets.ISO_8859_1) + (rarely(4) ? "" : "\r\n0\r\n\r\n"))
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    private String target() {
        if (rarely(80)) {
            return new String[] {"*", "http://x/api/products", "x", "//", "", "?", "/?#", "http://["}
                    [random.nextInt(8)];
        }
        StringBuilder target = new StringBuilder();
        for (String segment : one(paths.toArray(String[]::new)).split("/")) {
            if (!segment.isEmpty()) {
                target.append('/').append(segment.contains("{") || rarely(25) ? one(SEGMENTS) : segment);
            }
        }
        if (rarely(15)) {
            target.append('/').append(one(SEGMENTS));
        }
        for (int more = random.nextInt(3); more > 0; more--) {
            target.append(target.indexOf("?") < 0 ? '?' : '&')
                    .append(one(NAMES))
                    .append('=')
                    .append(rarely(3) ? one(VALUES) : one(PLAIN_VALUES));
        }
        return rarely(20) ? target.toString() : ILLEGAL.matcher(target).replaceAll("%3F");
    }

    private static byte[] join(StringBuilder head, byte[] body) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(body);
        return all.toByteArray();
    }

    private boolean rarely(int oneOf) {
        return random.nextInt(oneOf) == 0;
    }

    private String one(String[] of) {
        return of[random.nextInt(of.length)];
    }
}
