package dev.orderapp.shop.web;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the server itself reads of a request, and refuses. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> strictServer() {
        return factory -> {
            factory.setProtocol(StrictHttp11Protocol.class.getName());
            // Bodies are JSON or pictures. Read as a form, one would be gone when a controller looks for it.
            factory.addConnectorCustomizers(connector -> connector.setParseBodyMethods(""));
        };
    }
}
