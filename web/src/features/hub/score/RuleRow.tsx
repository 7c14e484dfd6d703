import { ActionIcon, NumberInput, TextInput } from '@mantine/core'
import { EventField } from '../../../shared/EventPicker'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import type { Rule } from './queries'
import styles from './score.module.css'
import * as words from './words'

interface Props {
  rule: Rule
  may: boolean
  /** Undefined takes the rule away. */
  change: (rule: Rule | undefined) => void
}

/** One rule: for what, how many points, how many at most, and how they fade. */
export function RuleRow({ rule, may, change }: Props) {
  const w = useWords(words)
  const put = (part: Partial<Rule>) => change({ ...rule, ...part })
  const number = (key: 'points' | 'most' | 'half_life') => (v: string | number) => put({ [key]: v === '' ? (key === 'points' ? 0 : undefined) : Number(v) })
  const same = { size: 'xs', disabled: !may } as const
  return (
    <li>
      <fieldset className={styles.rule} aria-label={rule.name || undefined}>
        <TextInput {...same} className={styles.name} label={w.name} placeholder={w.nameHint} maxLength={100} value={rule.name} onChange={(e) => put({ name: e.currentTarget.value })} />
        {rule.when === undefined
          ? <>
              <Events {...same} value={rule.event ?? ''} change={(event) => put({ event })} />
              <TextInput {...same} className={styles.where} label={w.where} placeholder={w.whereHint} spellCheck={false} value={rule.where ?? ''} onChange={(e) => put({ where: e.currentTarget.value || undefined })} />
            </>
          : <TextInput {...same} className={styles.when} label={w.when} placeholder={w.whenHint} spellCheck={false} value={rule.when} onChange={(e) => put({ when: e.currentTarget.value })} />}
        <NumberInput {...same} className={styles.number} label={w.points} min={-10000} max={10000} allowDecimal={false} value={rule.points} onChange={number('points')} />
        {rule.when === undefined && <NumberInput {...same} className={styles.number} label={w.most} title={w.mostHint} min={1} max={100000} allowDecimal={false} value={rule.most || ''} onChange={number('most')} />}
        {rule.when === undefined && <NumberInput {...same} className={styles.number} label={w.halfLife} title={w.halfLifeHint} suffix={w.days} min={1} max={3650} value={rule.half_life || ''} onChange={number('half_life')} />}
        {may && <ActionIcon className={styles.remove} variant="subtle" color="gray" aria-label={w.remove(rule.name)} title={w.remove(rule.name)} onClick={() => change(undefined)}><Icon name="close" size={16} /></ActionIcon>}
      </fieldset>
    </li>
  )
}

function Events({ value, change, ...rest }: { value: string; change: (event: string) => void; size: 'xs'; disabled: boolean }) {
  const w = useWords(words)
  return <EventField {...rest} className={styles.event} label={w.event} placeholder={w.pickEvent} value={value} change={change} />
}
