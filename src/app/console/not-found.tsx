/** A page that is not there, or not for the role of whoever asks. */
export default function ConsoleNotFound() {
  return (
    <div className="gate">
      <main id="main">
        <h1>There is no such page for you.</h1>
        <p>It does not exist, or your role does not include it.</p>
        <p>
          <a className="btn-c" href="/console">
            To the console
          </a>
        </p>
      </main>
    </div>
  );
}
