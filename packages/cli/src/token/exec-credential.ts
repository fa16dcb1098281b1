import { isRecord } from '@device-flow/untrusted'
import { UsageError } from '../arguments/usage-error.ts'
import type { AccessToken } from '../kept/access-token.ts'

const GROUP = 'client.authentication.k8s.io'
const VERSIONS = ['v1', 'v1beta1'].map((version) => `${GROUP}/${version}`)

/**
 * Writes the ExecCredential that kubectl reads, in the version that it asks for.
 *
 * @param info what kubectl puts into `KUBERNETES_EXEC_INFO`
 * @throws UsageError when it asks for a version that is not known here
 * @see {@link https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins}
 */
export function execCredential({ accessToken, expiresAt }: AccessToken, info: string | undefined): string {
  const credential = {
    apiVersion: versionIn(info),
    kind: 'ExecCredential',
    status: {
      token: accessToken,
      // In whole seconds, and before the end: kubectl keeps the token until then.
      ...(expiresAt !== undefined && { expirationTimestamp: `${new Date(expiresAt).toISOString().slice(0, 19)}Z` }),
    },
  }
  return `${JSON.stringify(credential)}\n`
}

function versionIn(info: string | undefined): string {
  const version = info === undefined ? VERSIONS[0] : apiVersionOf(info)
  if (version !== undefined && VERSIONS.includes(version)) return version
  throw new UsageError(
    `kubectl asks for a version that is not known here. Put apiVersion: ${VERSIONS[0]} into its config.`,
  )
}

function apiVersionOf(info: string): string | undefined {
  try {
    const request: unknown = JSON.parse(info)
    const version = isRecord(request) ? request['apiVersion'] : undefined
    return typeof version === 'string' ? version : undefined
  } catch {
    return undefined
  }
}
