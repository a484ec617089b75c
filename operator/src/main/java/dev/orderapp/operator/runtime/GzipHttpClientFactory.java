package dev.orderapp.operator.runtime;

import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.vertx.ext.web.client.WebClientOptions;

/**
 * Asks the API server for compressed answers, which it gives where they are longer than 128 KiB: the lists at a start. Those of a thousand
 * releases are 80 MB, and to decrypt them takes a JVM without its second compiler longer than to inflate a tenth of it.
 */
public final class GzipHttpClientFactory extends VertxHttpClientFactory {
    @Override
    protected void additionalConfig(WebClientOptions options) {
        options.setDecompressionSupported(true);
    }
}
