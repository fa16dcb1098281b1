import type { ReactElement } from 'react'
import type { CheckResult, IdTokenCheck } from './check.ts'

const MARKS: Record<CheckResult, string> = { passed: '✓', failed: '✗', noted: 'i', skipped: '·', absent: '–' }
const WORDS: Record<CheckResult, string> = {
  passed: 'passed',
  failed: 'failed',
  noted: 'to know',
  skipped: 'not looked at',
  absent: 'not needed',
}

/** The checks, those about what is not there folded away. */
export function CheckList({ checks }: { checks: readonly IdTokenCheck[] }): ReactElement {
  const needed = checks.filter(({ result }) => result !== 'absent')
  const absent = checks.filter(({ result }) => result === 'absent')
  return (
    <>
      <ul className="checks">{needed.map(item)}</ul>
      {absent.length > 0 && (
        <details>
          <summary>Not there, and not needed: {absent.map(({ name }) => name).join(', ')}</summary>
          <ul className="checks">{absent.map(item)}</ul>
        </details>
      )}
    </>
  )
}

function item({ name, result, found, expected, reason, rule }: IdTokenCheck, index: number): ReactElement {
  return (
    <li key={`${name} ${index}`} className={`check check-${result}`}>
      <p className="check-name">
        <span aria-hidden="true" className="check-mark">
          {MARKS[result]}
        </span>
        <code>{name}</code> <span className="check-result">{WORDS[result]}</span>
      </p>
      <p>
        {reason}{' '}
        <a href={rule.url} target="_blank" rel="noreferrer">
          {rule.title}
        </a>
      </p>
      <dl>
        {found && (
          <div>
            <dt>The token says</dt>
            <dd>
              <code>{found}</code>
            </dd>
          </div>
        )}
        {expected && (
          <div>
            <dt>Held against</dt>
            <dd>
              <code>{expected}</code>
            </dd>
          </div>
        )}
      </dl>
    </li>
  )
}
