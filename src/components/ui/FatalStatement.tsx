'use client';
import en from '#locales/en.json';
import zh from '#locales/zh.json';
import { Face } from './Face.tsx';

/** When even the frame of the page is gone: every language at once, because nothing knows which one it was. */
export default function FatalStatement() {
  return (
    <main className="bound" id="main">
      <div className="say" role="alert">
        <Face mood="asleep" className="gaze-now" />
        <h1>{en.fatal.title}</h1>
        <p className="lead">{en.fatal.text}</p>
        <p className="lead" lang="zh">
          {zh.fatal.text}
        </p>
        <div className="acts">
          <button className="btn small" type="button" onClick={() => window.location.reload()}>
            {en.fatal.retry} <span lang="zh">{zh.fatal.retry}</span>
          </button>
        </div>
      </div>
    </main>
  );
}
