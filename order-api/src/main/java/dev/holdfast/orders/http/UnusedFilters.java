package dev.holdfast.orders.http;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.RequestContextFilter;

/** What Spring Boot would put before every request, and nothing here asks for. */
@Configuration(proxyBeanMethods = false)
class UnusedFilters {

  /** The servlet keeps the context of a request by itself. */
  @Bean
  FilterRegistrationBean<RequestContextFilter> noRequestContext() {
    var unused = new FilterRegistrationBean<>(new RequestContextFilter());
    unused.setEnabled(false);
    return unused;
  }
}
