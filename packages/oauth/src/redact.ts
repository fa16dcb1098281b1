const SECRET_PARAMETERS = ['device_code', 'refresh_token', 'token', 'client_secret', 'client_assertion']
const SHORTEST = 4

/** The secrets that a request carries, so that a server that repeats them in its answer can't get them shown. */
export function secretsIn(headers: Headers, body: unknown): string[] {
  const secrets = [headers.get('authorization')?.replace(/^\S+ /, '')]
  if (body instanceof URLSearchParams) secrets.push(...SECRET_PARAMETERS.flatMap((name) => body.getAll(name)))
  return secrets.filter((secret) => secret !== undefined && secret.length >= SHORTEST) as string[]
}

/** Replaces the secrets in a text, plain or percent-encoded. */
export function redact(text: string, secrets: readonly string[]): string {
  let redacted = text
  for (const secret of secrets) {
    redacted = redacted.replaceAll(secret, '[secret]').replaceAll(encodeURIComponent(secret), '[secret]')
  }
  return redacted
}
