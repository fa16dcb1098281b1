import { useMemo, useState, type ReactElement } from 'react'
import { useExchanges, useFlow, useLab } from '../lab/lab-context.ts'
import type { Exchange } from '../wire/exchange.ts'
import { KnownSecretsContext, useKnownSecrets } from '../wire/masked/use-known-secrets.ts'
import { ExchangeList } from './exchange-list.tsx'
import { RevealedContext, type Revealed } from './revealed.ts'
import { stateWords } from './step-state.ts'
import { StepStrip } from './step-strip.tsx'
import { progressOf, stepOf } from './step-under-way.ts'
import { STEPS, type Step } from './steps.ts'
import { RuleLink } from './verdict-view.tsx'

/** What went over the wire, step by step. */
export function StepsPanel(): ReactElement {
  const { id } = useLab()
  return <StepsOfLab key={id} />
}

function StepsOfLab(): ReactElement {
  const exchanges = useExchanges()
  const flow = useFlow()
  const known = useKnownSecrets(exchanges)
  const revealed = useRevealed()
  const [chosen, setChosen] = useState<Step['number']>()
  const ofFirst = useMemo(() => exchanges.filter(({ device }) => device === 'device'), [exchanges])
  const progress = progressOf(flow?.status ?? 'idle', ofFirst)
  const shown = STEPS.find(({ number }) => number === (chosen ?? progress.current)) as Step
  const reached = STEPS.find(({ number }) => number === progress.current) as Step
  return (
    <section className="steps" aria-labelledby="steps-title">
      <header>
        <h2 id="steps-title">On the wire, step by step</h2>
        <button
          type="button"
          aria-pressed={chosen === undefined}
          onClick={() => setChosen(chosen ? undefined : progress.current)}
        >
          Follow the login
        </button>
      </header>
      <p className="unseen" role="status">
        Step {reached.number} of 7: {reached.title}, {stateWords(reached.number, progress)}
      </p>
      <StepStrip progress={progress} shown={shown.number} onChoose={setChosen} />
      <KnownSecretsContext value={known}>
        <RevealedContext value={revealed}>
          <StepPanel key={shown.number} step={shown} exchanges={exchanges} />
        </RevealedContext>
      </KnownSecretsContext>
    </section>
  )
}

function StepPanel({ step, exchanges }: { step: Step; exchanges: readonly Exchange[] }): ReactElement {
  const { number, title, summary, withoutRequests, rule } = step
  const ofStep = useMemo(() => exchanges.filter((exchange) => stepOf(exchange) === number), [exchanges, number])
  return (
    <div className="step">
      <h3>
        {number}. {title}
      </h3>
      <p>
        {summary} <RuleLink rule={rule} />
      </p>
      {withoutRequests && <p>{withoutRequests}</p>}
      {ofStep.length > 0 && <ExchangeList exchanges={ofStep} all={exchanges} />}
      {ofStep.length === 0 && !withoutRequests && <p className="quiet">Nothing of it has been sent so far.</p>}
    </div>
  )
}

function useRevealed(): Revealed {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  return useMemo(
    () => ({
      keys,
      toggle: (key) =>
        setKeys((before) =>
          before.has(key) ? new Set([...before].filter((other) => other !== key)) : new Set([...before, key]),
        ),
    }),
    [keys],
  )
}
