'use client';
import '#styles/globals.css';
import { Face } from '#components/ui/Face.tsx';
import { fatal as en } from '#locales/en.json';
import { fatal as zh } from '#locales/zh.json';

/** When even the frame of the page is gone: every language at once, because nothing knows which one it was. */
export default function GlobalError() {
  return (
    <html lang="en">
      <body>
        <main className="bound" id="main">
          <div className="say" role="alert">
            <Face mood="asleep" className="gaze-now" />
            <h1>{en.title}</h1>
            <p className="lead">{en.text}</p>
            <p className="lead" lang="zh">
              {zh.text}
            </p>
            <div className="acts">
              <button className="btn small" type="button" onClick={() => window.location.reload()}>
                {en.retry} <span lang="zh">{zh.retry}</span>
              </button>
            </div>
          </div>
        </main>
      </body>
    </html>
  );
}
