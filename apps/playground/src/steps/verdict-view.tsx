import type { ReactElement } from 'react'
import { cleanText } from '@device-flow/untrusted'
import { useLab } from '../lab/lab-context.ts'
import { serverAddress } from '../servers/server-address.ts'
import { deviationsIn } from '../wire/deviations.ts'
import type { Exchange, Rule, Verdict } from '../wire/exchange.ts'
import { outcomeWords } from '../wire/outcome-words.ts'
import { isInOrder } from '../wire/verdicts.ts'
import { errorAdvice, ruleOf } from './error-advice.ts'
import { mistakesAbout } from './mistakes.ts'

/** What the login made of a response, and what it was careful not to do. */
export function VerdictView({ exchange, provider }: { exchange: Exchange; provider: string }): ReactElement {
  const { verdict } = exchange
  const rule = ruleOf(exchange)
  const advice = errorAdvice(exchange, provider)
  const lab = useLab()
  const deviations = deviationsIn(exchange, lab.wire.list(), serverAddress(lab).issuer)
  return (
    <>
      {(verdict ?? advice) && <h5>What we made of it</h5>}
      {verdict && (
        <p>
          <Outcome verdict={verdict} /> {cleanText(verdict.meaning)} {rule && <RuleLink rule={rule} />}
        </p>
      )}
      {advice && (
        <p>
          <code>{advice.code}</code>: {advice.meaning} {advice.whatToDo}
          {advice.auth0LogCode && <> In the tenant’s log: {advice.auth0LogCode}.</>}
        </p>
      )}
      {deviations.map((deviation) => (
        <p key={deviation.text}>
          <b>By the letter:</b> {deviation.text} (<RuleLink rule={deviation.rule} />
          ).
        </p>
      ))}
      <h5>What would have been wrong</h5>
      <ul className="mistakes">
        {mistakesAbout(exchange).map((mistake) => (
          <li key={mistake.text}>
            {mistake.text} <RuleLink rule={mistake.rule} />
          </li>
        ))}
      </ul>
    </>
  )
}

/** What came of it, in a word or two. */
export function Outcome({ verdict }: { verdict: Verdict }): ReactElement {
  return (
    <b className={isInOrder(verdict) ? 'outcome' : 'outcome problem'}>{cleanText(outcomeWords(verdict.outcome), 80)}</b>
  )
}

/** A link to the section of a standard. */
export function RuleLink({ rule: { text, url } }: { rule: Rule }): ReactElement {
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {text}
    </a>
  )
}
