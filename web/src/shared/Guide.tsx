import type { ReactNode } from 'react'
import { type Block, type Inline, readGuide } from './guide'
import './guide.css'

/** A page of the guide. Links to other documents stay words: those are not on the screen. */
export function Guide({ text }: { text: string }) {
  return <article className="guide">{readGuide(text).map((block, i) => <Part key={i} block={block} />)}</article>
}

function Part({ block }: { block: Block }): ReactNode {
  switch (block.kind) {
    case 'heading': return block.level === 1 ? <h2><Words all={block.words} /></h2> : <h3><Words all={block.words} /></h3>
    case 'text': return <p><Words all={block.words} /></p>
    case 'code': return <pre tabIndex={0}><code>{block.text}</code></pre>
    case 'list': {
      const items = block.items.map((words, i) => <li key={i}><Words all={words} /></li>)
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>
    }
    case 'table': {
      const [head, ...rows] = block.rows
      return (
        <div className="guide-table" tabIndex={0} role="group">
          <table>
            <thead><tr>{head!.map((cell, i) => <th key={i} scope="col"><Words all={cell} /></th>)}</tr></thead>
            <tbody>{rows.map((row, i) => <tr key={i}>{row.map((cell, j) => <td key={j}><Words all={cell} /></td>)}</tr>)}</tbody>
          </table>
        </div>
      )
    }
  }
}

function Words({ all }: { all: Inline[] }) {
  return all.map((part, i) => {
    switch (part.kind) {
      case 'bold': return <strong key={i}>{part.text}</strong>
      case 'italic': return <em key={i}>{part.text}</em>
      case 'code': return <code key={i}>{part.text}</code>
      case 'link': return /^https:/.test(part.to) ? <a key={i} href={part.to} target="_blank" rel="noreferrer noopener">{part.text}</a> : <span key={i}>{part.text}</span>
      default: return part.text
    }
  })
}
