const BY_WHAT_IT_SAYS: readonly (readonly [RegExp, string])[] = [
  [
    /not Basic$/,
    'Not supported. Ask for a login by Basic, or run a proxy on this computer that signs in to it (px, cntlm): name that in HTTPS_PROXY.',
  ],
  [
    /does not accept the login/,
    'Check the name and the password in HTTPS_PROXY; in them % is written %25, # %23, / %2F, ? %3F and \\ %5C.',
  ],
  [
    /does not speak https$/,
    'Write http:// in front of it in HTTPS_PROXY: a proxy is mostly asked in clear, also for https, and TLS is inside.',
  ],
  [/certificate of the proxy\b/, 'If it is of an authority of your own: --ca-file FILE, or NODE_EXTRA_CA_CERTS.'],
]

const OTHERWISE =
  'Check HTTPS_PROXY, and NO_PROXY for hosts that need none; a login goes into the address: http://name:password@proxy.example.com:8080.'

/** What to do about a proxy that is in the way, by what it says. */
export function proxyAdvice(why: string): string {
  const advice = BY_WHAT_IT_SAYS.find(([said]) => said.test(why))?.[1] ?? OTHERWISE
  const [, variable = 'HTTPS_PROXY'] = /\bproxy \S+ of (\w+)/.exec(why) ?? []
  return advice.replace('HTTPS_PROXY', variable)
}
