package dev.holdfast.orders;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;

/** Tokens as an operator makes them, and as an operator never would. */
final class TestTokens {

  private TestTokens() {}

  static Api.Guest bearer(Api api, String account, String role) {
    var claims = claims(account, role, Instant.now().plusSeconds(600)).build();
    return new Api.Guest(api, sign(claims, "HS256", Api.TOKEN_KEY), account);
  }

  static JWTClaimsSet.Builder claims(String account, String role, Instant expiresAt) {
    return new JWTClaimsSet.Builder()
        .issuer("holdfast")
        .audience("holdfast")
        .subject(account)
        .claim("roles", List.of(role))
        .issueTime(Date.from(Instant.now().minusSeconds(600)))
        .expirationTime(Date.from(expiresAt));
  }

  static String sign(JWTClaimsSet claims, String algorithm, String key) {
    try {
      var token = new SignedJWT(new JWSHeader(JWSAlgorithm.parse(algorithm)), claims);
      token.sign(new MACSigner(Base64.getMimeDecoder().decode(key.replace("=", ""))));
      return token.serialize();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** With a key pair of its own: a verifier must not take what the header names. */
  static String signedByRsa(JWTClaimsSet claims) {
    try {
      var keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
      var token = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), claims);
      token.sign(new RSASSASigner(keys.getPrivate()));
      return token.serialize();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static String unsigned(JWTClaimsSet claims) {
    return new PlainJWT(claims).serialize();
  }
}
