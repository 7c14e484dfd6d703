import { Text, Title } from '@mantine/core'
import type { ValueAnswer } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import * as words from './words'

/** The fitted parameters, for those who check them. */
export function Models({ answer: { bgnbd, gammagamma, people, repeaters, currency } }: { answer: ValueAnswer }) {
  const w = useWords(words)
  const f = useFormat()
  const three = (n: number) => f.number(n, 3)
  return (
    <section className="card value-models">
      <Title order={2} fz="md">{w.model}</Title>
      <Text size="sm" c="dimmed">{w.modelAbout}</Text>
      <div className="value-tables">
        {bgnbd && (
          <Parameters title={w.bgnbd} sample={w.sample(f.number(people))}
            rows={[['r', three(bgnbd.r)], ['α', three(bgnbd.alpha)], ['a', three(bgnbd.a)], ['b', three(bgnbd.b)], [w.likelihood, f.number(bgnbd.log_likelihood, 1)]]} />
        )}
        {gammagamma && (
          <Parameters title={w.gammagamma} sample={w.sample(f.number(repeaters))}
            rows={[['p', three(gammagamma.p)], ['q', three(gammagamma.q)], ['γ', three(gammagamma.gamma)], [w.likelihood, f.number(gammagamma.log_likelihood, 1)], [w.mean, f.money(gammagamma.mean, currency)]]} />
        )}
      </div>
    </section>
  )
}

function Parameters({ title, sample, rows }: { title: string; sample: string; rows: [string, string][] }) {
  return (
    <table className="value-table">
      <caption>{title}<Text size="xs" c="dimmed">{sample}</Text></caption>
      <tbody>{rows.map(([name, shown]) => <tr key={name}><th scope="row">{name}</th><td>{shown}</td></tr>)}</tbody>
    </table>
  )
}
