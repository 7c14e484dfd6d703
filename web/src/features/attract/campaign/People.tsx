import { Modal } from '@mantine/core'
import { useWords } from '../../../shared/language'
import { RowLink } from '../../../shared/RowLink'
import { Answer } from '../../../shared/states'
import { useArm } from './queries'
import * as words from './words'

/** Who is in an arm, or who of them reached the goal. */
export function ArmPeople({ id, arm, reached, close }: { id: string; arm: string; reached: boolean; close: () => void }) {
  const w = useWords(words)
  return (
    <Modal opened onClose={close} title={<b>{w.arms[arm] ?? arm}{reached && ` · ${w.reached}`}</b>}>
      <Answer query={useArm(id, arm, reached)}>
        {(a) => <ul>{a.people.map((p) => <li key={p.id}><RowLink to={`/people/${p.id}`}>{p.name ?? p.id}</RowLink></li>)}</ul>}
      </Answer>
    </Modal>
  )
}
