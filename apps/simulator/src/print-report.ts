import type { Wait } from './punctuality.ts'
import type { Offence, Report, SceneReport } from './report.ts'

const OFFENCES: Record<Offence['what'], string> = {
  'early poll': 'polls before the interval, or a Retry-After, was over',
  'hurried poll': 'polls without back-off after some that brought nothing',
  'hurried start': 'requests for a code without back-off after one that brought none',
  'two polls at once': 'polls while another was under way',
  overdue: 'tokens later than an interval and a round trip after all was well',
  'late last poll': 'last polls after the code was dead, though there was time',
  lost: 'logins lost that the server would have granted',
  hung: 'logins that never ended',
  crashed: 'machines that failed',
}

/** The report as lines for a terminal. */
export function printReport(report: Report): string {
  const rows = [...report.scenes].map(([name, scene]) => row(name, scene))
  const offences = Object.entries(OFFENCES).map(
    ([what, text]) => `${`${report.count(what as Offence['what'])}`.padStart(7)} ${text}`,
  )
  const first = report.offences.slice(0, 5).map(({ login, what }) => `login ${login}: ${what}`)
  return `${table([HEAD, ...rows, row('all', report.all)])}

late: by how much the tokens came later than the interval allows on a network that never fails, s

${offences.join('\n')}${first.length > 0 ? `\n\n${first.join('\n')}` : ''}
`
}

const HEAD = ['', 'logins', 'signed in', 'denied', 'expired', 'failed', 'polls each', 'late: 50 %', '99 %', 'all']

function row(name: string, { logins, polls, ends, waits }: SceneReport): string[] {
  const count = (...names: string[]): string => `${names.reduce((sum, end) => sum + (ends[end] ?? 0), 0)}`
  return [
    name,
    `${logins}`,
    count('signedIn'),
    count('denied'),
    count('expired'),
    count('offline', 'invalidResponse', 'refused'),
    (polls / logins).toFixed(1),
    ...lateness(waits),
  ]
}

/** By how much tokens were later than they could be: half of them, 99 of 100, all; s. */
function lateness(waits: readonly Wait[]): [string, string, string] {
  const late = waits.map(({ ms, optimumMs }) => ms - optimumMs).toSorted((a, b) => a - b)
  const at = (share: number): string => ((late[Math.ceil(late.length * share) - 1] ?? 0) / 1000).toFixed(2)
  return [at(0.5), at(0.99), at(1)]
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = HEAD.map((_, column) => Math.max(...rows.map((cells) => cells[column]!.length)))
  return rows
    .map((cells) =>
      cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  '),
    )
    .join('\n')
}
