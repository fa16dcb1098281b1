import type { ReactElement } from 'react'
import type { MetadataCheck } from './check-metadata.ts'

const MARKS = { found: '✓', missing: '–', wrong: '✗' } as const

/** Metadata, member by member: what is there, why it matters, and what the client does without. */
export function MetadataTable({ checks }: { checks: readonly MetadataCheck[] }): ReactElement {
  const stops = checks.filter(({ verdict, isNeeded }) => isNeeded && verdict !== 'found')
  return (
    <>
      <p role="status" className={stops.length > 0 ? 'problem' : 'live-text'}>
        {stops.length > 0
          ? `A login cannot work: look at ${stops.map(({ member }) => member).join(', ')}.`
          : 'All that a login needs is there.'}
      </p>
      <ul className="checks">
        {checks.map(({ member, verdict, value, why, otherwise, isNeeded }) => (
          <li key={member} data-verdict={verdict} data-needed={isNeeded || undefined}>
            <p>
              <span aria-hidden="true">{MARKS[verdict]} </span>
              <code>{member}</code> <span className="verdict">{verdict}</span>
            </p>
            {value && (
              <p>
                <code>{value}</code>
              </p>
            )}
            <p className="quiet">{why}</p>
            {verdict !== 'found' && <p>{otherwise}</p>}
          </li>
        ))}
      </ul>
    </>
  )
}
