import { describe, expect, test } from 'vitest'
import packageJson from '../package.json' with { type: 'json' }
import { loginFlags } from '../src/login/login-flags.ts'
import { run } from './running-command.ts'

const SERVER = ['--issuer', 'https://id.example.com', '--client-id', 'tv']
const ENDPOINTS = [
  '--device-authorization-endpoint',
  'https://id.example.com/device',
  '--token-endpoint',
  'https://id.example.com/token',
]

describe.concurrent('device-flow', () => {
  test('tells its version and helps, on stdout', async () => {
    expect(await run(['--version'])).toEqual({ exitCode: 0, stdout: `${packageJson.version}\n`, stderr: '' })
    expect(await run(['--help'])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Usage:'), stderr: '' })
    const help = await run(['login', '--issuer', 'x', '--help'])
    expect(help).toMatchObject({ exitCode: 0, stderr: '' })
    for (const flag of Object.keys(loginFlags)) expect(help.stdout).toMatch(new RegExp(`^  --${flag}( |$)`, 'm'))
    for (const variable of ['DEVICE_FLOW_CLIENT_SECRET', 'ACCESSIBLE=1', 'NO_COLOR=1', 'TERM=dumb', 'LC_ALL']) {
      expect(help.stdout).toContain(variable)
    }
  })

  test.each([
    [['help'], ['--help']],
    [['help', '--help'], ['--help']],
    [
      ['help', 'login'],
      ['login', '--help'],
    ],
    [['version'], ['--version']],
    [['-v'], ['--version']],
    [['-V'], ['--version']],
  ])('takes %j as %j', async (argv, usual) => {
    const asUsual = await run(usual)
    expect(asUsual).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await run(argv)).toEqual(asUsual)
  })

  test.each([
    ['nothing', [], 'Say what to do: login, token, fetch, status, logout, doctor, providers, inspect, or completion.'],
    ['help on an unknown command', ['help', 'logn'], 'There is no "logn"; did you mean login?'],
    ['an unknown command', ['logn'], 'There is no "logn"; did you mean login? Try device-flow --help.'],
    ['an unknown flag', ['login', ...SERVER, '--jsno'], "'--jsno'"],
    ['a misspelt flag', ['login', ...SERVER, '--isuer', 'x'], "'--isuer'. Did you mean --issuer?"],
    ['a flag in another spelling', ['login', ...SERVER, '--show_token'], 'Did you mean --show-tokens?'],
    ['a flag like no other', ['login', ...SERVER, '--verbose'], "Unknown option '--verbose'. See"],
    ['a secret as an argument, misspelt', ['login', ...SERVER, '--clientSecret', 'x'], 'DEVICE_FLOW_CLIENT_SECRET'],
    ['a value with a dash', ['login', ...SERVER, '--request-timeout', '-5'], 'is written --request-timeout=-5'],
    [
      'a value of several words that is not quoted',
      ['login', ...SERVER, '--scope', 'openid', 'profile'],
      `'profile'. A value of several words is quoted: --scope "openid profile".`,
    ],
    ['an argument too many', ['status', 'openid'], "Unexpected argument 'openid'. See"],
    [
      'a misspelt provider',
      ['login', '--provider', 'githb', '--client-id', 'tv'],
      '--provider has no "githb"; did you mean github?',
    ],
    [
      'a provider without its place',
      ['login', '--provider', 'okta', '--client-id', 'tv'],
      'or give --issuer, or --device-authorization-endpoint and --token-endpoint',
    ],
    ['an argument that belongs to nothing', ['login', ...SERVER, 'extra'], "'extra'"],
    ['a missing value', ['login', '--client-id', 'tv', '--issuer'], "'--issuer"],
    ['a flag where a value should be', ['login', '--issuer', '--json'], "'--issuer'"],
    ['a value where none belongs', ['login', ...SERVER, '--json=yes'], "'--json'"],
    ['a flag twice', ['login', ...SERVER, '--client-id', 'tv2'], '--client-id was given twice'],
    [
      'no server',
      ['login', '--client-id', 'tv'],
      '--issuer URL, --provider NAME, or --device-authorization-endpoint URL',
    ],
    ['no client', ['login', '--issuer', 'https://id.example.com'], '--client-id ID'],
    [
      'an age that is no number',
      ['login', ...SERVER, '--max-age', '5m'],
      '--max-age must be a whole number of seconds',
    ],
    ['an age by --param', ['login', ...SERVER, '--param', 'max_age=5m'], '--max-age must be a whole number of seconds'],
    [
      'a claims request that is none',
      ['login', ...SERVER, '--param', 'claims=acr'],
      '--param claims must be a JSON object',
    ],
    ...(['acr-values', 'login-hint', 'max-age', 'prompt', 'authorization-details'] as const).flatMap((flag) => {
      const parameter = flag.replace('-', '_')
      const twice = ['login', ...SERVER, `--${flag}`, '7', '--param', `${parameter}=7`]
      return [
        [`an empty --${flag}`, ['login', ...SERVER, `--${flag}`, ''], `--${flag} is empty`],
        [`--${flag} by --param, too`, twice, `Give either --${flag} or --param ${parameter}`],
      ] as [string, string[], string][]
    }),
    [
      'a parameter in two ways, of a check',
      ['doctor', ...SERVER, '--max-age', '5', '--param', 'max_age=7'],
      'Give either',
    ],
    [
      'details that are no list',
      ['login', ...SERVER, '--authorization-details', '{}'],
      '--authorization-details must be a JSON array',
    ],
    ['half of the endpoints', ['login', '--client-id', 'tv', ...ENDPOINTS.slice(2)], 'give both'],
    [
      'a template of an issuer without one',
      ['login', '--client-id', 'tv', ...ENDPOINTS, '--issuer-template'],
      '--issuer-template goes with --issuer',
    ],
    [
      'a URL that is none',
      ['login', '--issuer', 'id.example.com', '--client-id', 'tv'],
      '--issuer is not an absolute URL',
    ],
    [
      'an address at a port that fetch blocks',
      ['login', '--issuer', 'http://127.0.0.1:6000', '--client-id', 'tv'],
      '--issuer is at port 6000, to which fetch sends nothing',
    ],
    [
      'an issuer with a query',
      ['login', '--issuer', 'https://id.example.com?x=1', '--client-id', 'tv'],
      '--issuer must not have a query',
    ],
    [
      'plain http off loopback (H4)',
      ['login', '--issuer', 'http://id.example.com', '--client-id', 'tv'],
      '--issuer must use https',
    ],
    [
      'an endpoint on plain http (H4)',
      ['login', '--client-id', 'tv', ...ENDPOINTS, '--jwks-uri', 'http://id.example.com'],
      '--jwks-uri must use https',
    ],
    [
      'a resource with a fragment',
      ['login', ...SERVER, '--resource', 'https://api.example.com#a'],
      '--resource must be an absolute URI without a fragment',
    ],
    ['an unknown client authentication', ['login', ...SERVER, '--client-auth', 'mtls'], '--client-auth is none'],
    [
      'a client secret that is not there',
      ['login', ...SERVER, '--client-auth', 'client_secret_post'],
      'DEVICE_FLOW_CLIENT_SECRET',
    ],
    [
      'a parameter without a value',
      ['login', ...SERVER, '--param', 'acr_values'],
      '--param is name=value, for example --param ui_locales=de',
    ],
    ['a parameter twice', ['login', ...SERVER, '--param', 'a=1', '--param', 'a=2'], 'given twice'],
    [
      "a parameter of the protocol's own (A5)",
      ['login', ...SERVER, '--param', 'grant_type=password'],
      '--param grant_type',
    ],
    [
      'a parameter that has a flag',
      ['login', ...SERVER, '--param', 'scope=openid'],
      '--param scope has an option of its own, --scope.',
    ],
    [
      'a timeout of nothing',
      ['login', ...SERVER, '--request-timeout', '0'],
      '--request-timeout is a number of seconds',
    ],
    [
      'a grace below zero',
      ['login', ...SERVER, '--refresh-grace=-1'],
      '--refresh-grace is a number of seconds, from 0 to 86400.',
    ],
    [
      'a timeout in words',
      ['login', ...SERVER, '--request-timeout', 'ten'],
      '--request-timeout is a number of seconds',
    ],
  ])('ends with 2 for %s, and says in one line on stderr what to do', async (_, argv, message) => {
    const ended = await run(
      argv.includes('login') ? [...argv, ...(argv.at(-1) === '--issuer' ? [] : ['--json'])] : argv,
    )
    expect(ended).toMatchObject({ exitCode: 2, stdout: '' })
    expect(ended.stderr).toContain(message)
    expect(ended.stderr).toMatch(/^device-flow.*--help\.\n$/)
  })

  test.each(['--client-secret', '--client-secret=canary-secret'])(
    'takes no secret as an argument, and does not repeat it: %s (H3)',
    async (flag) => {
      const ended = await run(['login', ...SERVER, flag, 'canary-secret'])
      expect(ended).toMatchObject({ exitCode: 2, stdout: '' })
      expect(ended.stderr).toContain('DEVICE_FLOW_CLIENT_SECRET')
      expect(ended.stderr).not.toContain('canary')
    },
  )
})
