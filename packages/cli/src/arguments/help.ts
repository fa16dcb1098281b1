/** What `device-flow --help` says. */
export const commandHelp: string = `device-flow: sign in on a device without a browser or keyboard (OAuth 2.0 Device Authorization Grant, RFC 8628)

Usage: device-flow login --issuer URL --client-id ID [options]

Commands:
  login       Show a code, wait until a person has approved it in a browser, and report the tokens

Options:
  --help      Show this help, or that of a command: device-flow login --help
  --version   Show the version
`

/** What `device-flow login --help` says. */
export const loginHelp: string = `device-flow login: show a code, and wait until a person has approved it in a browser

Usage: device-flow login --issuer URL --client-id ID [options]
       device-flow login --device-authorization-endpoint URL --token-endpoint URL --client-id ID [options]

Server (https; plain http on loopback only):
  --issuer URL                         Its issuer identifier; the endpoints are discovered
  --issuer-template                    The issuer's metadata names {tenantid} (Microsoft): fill it from the ID token
  --device-authorization-endpoint URL  Without --issuer: where to ask for a code
  --token-endpoint URL                 Without --issuer: where to poll
  --jwks-uri URL                       Without --issuer: its keys; ID tokens are dropped without them
  --revocation-endpoint URL            Without --issuer: where a late grant is revoked

Client:
  --client-id ID                       As it is registered at the server
  --client-auth METHOD                 none, client_secret_basic or client_secret_post. Default: none, or with a secret
                                       what the server's metadata lists. The secret is read from the environment
                                       variable DEVICE_FLOW_CLIENT_SECRET only

What to ask for:
  --scope "SCOPE ..."                  openid brings an ID token, offline_access (at most servers) a refresh token
  --audience API                       The API that the access token is for (Auth0 and others)
  --resource URI                       The same as of RFC 8707; repeatable
  --param NAME=VALUE                   An extra parameter for the server; repeatable

How:
  --request-timeout SECONDS            The longest that one request may take. Default 10
  --open                               Open the page in a browser, too
  --no-qr                              Show no QR code
  --accessible                         For screen readers: plain lines, each written once, and the code spelled
  --inspect                            Show this login live in the inspector that npm start serves; without a secret
  --inspect-url URL                    The same, in one that listens elsewhere on this computer (ws://127.0.0.1:PORT/login)
  --json                               Print one JSON object a line on stdout: prompt, blip, authorized, error
  --show-tokens                        Print the tokens: in the line "authorized", or without --json the access token alone.
                                       Without it they are revoked at the end, as nobody would hold them

What people read goes to stderr; stdout is for data.

Environment:
  DEVICE_FLOW_CLIENT_SECRET            The client secret; a line end behind it, as files have one, is no part of it
  ACCESSIBLE=1                         The same as --accessible
  NO_COLOR=1, CI=1, TERM=dumb          Plain text, each line once
  TERM, LC_ALL, LC_CTYPE, LANG         On a console (TERM=linux, vt220 ...) or in a locale that is set and not UTF-8: ASCII alone,
                                       without QR code and large letters

Exit codes: 0 signed in, 1 unexpected fault, 2 wrong usage, 3 denied, 4 code expired, 5 offline, 6 server or client not
set up for this, 7 the server's answer made no sense, 130 cancelled by Ctrl-C or in an inspector (143 by SIGTERM, 129 by
a closed window; without a terminal on stdin, stdout and stderr, a hang-up ends nothing)
`
