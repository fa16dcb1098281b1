import type { Step } from '../steps/steps.ts'

/** What goes over the wire in a step; what to know of it beside that. */
export interface Messages {
  readonly request?: string
  readonly response?: string
  readonly notes: readonly string[]
}

/** As an authorization server and a client of it would write them; long values are cut short with …. */
export const MESSAGES: Record<Step['number'], Messages> = {
  1: {
    request: `POST /oauth/device/code HTTP/1.1
Host: id.example.com
Content-Type: application/x-www-form-urlencoded
Accept: application/json

client_id=tv-app&scope=openid%20profile%20offline_access`,
    response: `HTTP/1.1 200 OK
Content-Type: application/json
Cache-Control: no-store

{
  "device_code": "GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS…",
  "user_code": "WDJB-MJHT",
  "verification_uri": "https://id.example.com/activate",
  "verification_uri_complete": "https://id.example.com/activate?user_code=WDJB-MJHT",
  "expires_in": 900,
  "interval": 5
}`,
    notes: [
      'Send it when somebody presses “Sign in”, and not when the app starts.',
      'A TV app can keep no secret, so register a public client where the server has them (§5.6). Some have none: Google gives TV apps a client_secret and wants it with each poll. Send it, and trust in it for nothing.',
      'interval may be missing: it is 5 seconds then. verification_uri_complete may be missing, too.',
    ],
  },
  2: {
    notes: [
      'Show verification_uri and user_code as they came: large, and to be read from the sofa.',
      'A QR code holds verification_uri_complete or, where there is none, verification_uri. The code stands beside it all the same (§3.3.1).',
    ],
  },
  3: {
    request: `POST /oauth/token HTTP/1.1
Host: id.example.com
Content-Type: application/x-www-form-urlencoded
Accept: application/json

grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code
&device_code=GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS…
&client_id=tv-app`,
    response: `HTTP/1.1 400 Bad Request
Content-Type: application/json

{ "error": "authorization_pending" }`,
    notes: [
      'The body is one line; it is broken here to be read.',
      '“Not yet” comes with the status of an error, mostly 400: read the body of it. On Roku that takes RetainBodyOnError(true), on Android getErrorStream().',
      'The first poll comes one interval after the code, and not at once.',
    ],
  },
  4: {
    notes: [
      'This happens on the phone, and the TV takes no part in it: it polls on.',
      'The server’s page says which device asks. It is there that somebody is warned of a code that another person has sent (§5.4).',
    ],
  },
  5: {
    response: `HTTP/1.1 200 OK
Content-Type: application/json
Cache-Control: no-store

{
  "access_token": "eyJhbGciOiJSUzI1NiIs…",
  "token_type": "Bearer",
  "expires_in": 3600,
  "refresh_token": "v1.MjAyNi0x…",
  "id_token": "eyJhbGciOiJSUzI1NiIs…",
  "scope": "openid profile offline_access"
}`,
    notes: [
      'It is the answer to a poll. Check the ID token before anything is kept: signature, iss, aud, exp, iat (OpenID Connect Core §3.1.3.7).',
      'It came from the token endpoint itself, so the checked TLS certificate of that server may stand for the signature (§3.1.3.7, point 6). Only for the signature: the claims are checked all the same. And only on this way: never for a token that came from anywhere else.',
      'If the person has pressed Cancel meanwhile, keep nothing, and revoke what came.',
    ],
  },
  6: {
    request: `GET /orders HTTP/1.1
Host: api.example.com
Authorization: Bearer eyJhbGciOiJSUzI1NiIs…`,
    response: `HTTP/1.1 200 OK
Content-Type: application/json

{ "orders": [ … ] }`,
    notes: [
      'The access token goes to this API alone, in the header, and never into an address.',
      'A 401 with error="invalid_token" means: refresh once, and try once more.',
    ],
  },
  7: {
    request: `POST /oauth/token HTTP/1.1
Host: id.example.com
Content-Type: application/x-www-form-urlencoded

grant_type=refresh_token&refresh_token=v1.MjAyNi0x…&client_id=tv-app`,
    response: `HTTP/1.1 200 OK
Content-Type: application/json

{
  "access_token": "eyJhbGciOiJSUzI1NiIs…",
  "token_type": "Bearer",
  "expires_in": 3600,
  "refresh_token": "v1.NzQxLTEy…"
}`,
    notes: [
      'A new refresh token replaces the old one (rotation): write it down before you use the access token. None in the answer: keep the old one.',
      'To sign out, POST the refresh token to the revocation endpoint (RFC 7009), then forget all of it, also when the server does not answer.',
    ],
  },
}
