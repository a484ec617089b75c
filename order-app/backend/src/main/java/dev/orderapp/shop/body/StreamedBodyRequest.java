package dev.orderapp.shop.body;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A request whose body is read while it comes. */
class StreamedBodyRequest extends HttpServletRequestWrapper {

    private final IncomingBody body;

    StreamedBodyRequest(HttpServletRequest request, IncomingBody body) {
        super(request);
        this.body = body;
    }

    @Override
    public IncomingBody getInputStream() {
        return body;
    }

    @Override
    public BufferedReader getReader() {
        String encoding = getCharacterEncoding();
        Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
        return new BufferedReader(new InputStreamReader(body, charset));
    }
}
