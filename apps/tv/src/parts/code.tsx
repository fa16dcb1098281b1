import { Fragment, type ReactElement } from 'react'
import { codePieces, codeSize } from '../words/code-pieces.ts'

interface Props {
  userCode: string
  groups: readonly string[]
  spoken: string
}

/** The code to type: in groups for eyes, spelled out for ears. */
export function Code({ userCode, groups, spoken }: Props): ReactElement {
  return (
    <p className={`code code-${codeSize(userCode)}`} data-code={userCode}>
      <span className="unseen">{spoken}</span>
      <span className="code-groups" aria-hidden="true" dir="auto">
        {codePieces(userCode, groups).map(({ group, separator }, index) => (
          <Fragment key={index}>
            <span className="code-group">{group}</span>
            {separator && <span className="code-separator">{separator}</span>}
          </Fragment>
        ))}
      </span>
    </p>
  )
}
