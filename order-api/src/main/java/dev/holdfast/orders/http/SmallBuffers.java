package dev.holdfast.orders.http;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Thousands of connections wait at a time, and what comes and goes on them is small. */
@Component
class SmallBuffers implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  private static final String BYTES = "2048";

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addConnectorCustomizers(connector -> {
      connector.setProperty("socket.appReadBufSize", BYTES);
      connector.setProperty("socket.appWriteBufSize", BYTES);
    });
  }
}
