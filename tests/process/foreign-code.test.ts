import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { isForeignCode } from "../../lib/process/foreign-code.ts";

const RUNS = { numRuns: 10_000 };

/** A sample of each class, and names that nobody has listed. */
const FOREIGN: Readonly<Record<string, string>> = {
  loaders:
    "LD_PRELOAD LD_AUDIT DYLD_INSERT_LIBRARIES __XPC_DYLD_LIBRARY_PATH _RLD_LIST GCONV_PATH " +
    "GLIBC_TUNABLES OPENSSL_CONF GTK_MODULES QT_PLUGIN_PATH CAML_LD_LIBRARY_PATH SASL_PATH LIBMYSQL_PLUGINS " +
    "ODBCSYSINI CUDA_INJECTION64_PATH OMP_TOOL_LIBRARIES LIBGL_DRIVERS_PATH OCL_ICD_FILENAMES GI_TYPELIB_PATH " +
    "GDAL_DRIVER_PATH VK_DRIVER_FILES PSModulePath",
  interpreters:
    "NODE_PATH PYTHONPATH PYTHONSTARTUP PERL5LIB PERLLIB PERL5OPT RUBYOPT RUBYLIB LUA_INIT PHPRC " +
    "PHP_INI_SCAN_DIR CLASSPATH R_PROFILE_USER JULIA_LOAD_PATH DOTNET_STARTUP_HOOKS " +
    "CORECLR_PROFILER_PATH BUN_CONFIG_PRELOAD DENO_UNSTABLE TCLLIBPATH PYTEST_PLUGINS " +
    "BUNDLE_GEMFILE FPATH EMACSLOADPATH GEM_PATH GEM_HOME BUNDLE_PATH TS_NODE_REQUIRE VIM VIMRUNTIME IPYTHONDIR " +
    "JUPYTER_PATH MPLBACKEND OCAMLPATH NIX_CONFIG ANSIBLE_CONFIG ANSIBLE_LIBRARY",
  "start-up files of shells": "BASH_ENV ENV ZDOTDIR PROMPT_COMMAND PS0 PS4 IFS SHELLOPTS CDPATH",
  "option injectors":
    "NODE_OPTIONS JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS MAVEN_OPTS MAVEN_ARGS " +
    "TF_CLI_ARGS_plan GREP_OPTIONS TAR_OPTIONS ZIPOPT XZ_OPT PYTEST_ADDOPTS GOFLAGS RUSTFLAGS " +
    "MAKEFLAGS MAKEFILES LESS RIPGREP_CONFIG_PATH CURL_HOME WGETRC FZF_DEFAULT_COMMAND " +
    "GNUMAKEFLAGS CFLAGS XLA_FLAGS CMAKE_TOOLCHAIN_FILE HGRCPATH PSQLRC LESSKEYIN GOENV",
  "names of programs":
    "EDITOR VISUAL PAGER MANPAGER SYSTEMD_PAGER BROWSER SSH_ASKPASS SUDO_ASKPASS LESSOPEN " +
    "LESSCLOSE RUSTC_WRAPPER CARGO_TARGET_X86_64_LINKER RSYNC_RSH SVN_SSH npm_execpath " +
    "GCC_EXEC_PREFIX COMPILER_PATH GOCACHEPROG GOAUTH GOPACKAGESDRIVER GOTOOLDIR CCACHE_PREFIX CC CXX HGMERGE " +
    "RSYNC_CONNECT_PROG SSH_SK_PROVIDER KUBECTL_EXTERNAL_DIFF FCEDIT ESBUILD_BINARY_PATH PIP_PYTHON UV_PYTHON",
  git:
    "GIT_CONFIG GIT_CONFIG_COUNT GIT_SSH GIT_SSH_COMMAND GIT_EXTERNAL_DIFF GIT_EXEC_PATH GIT_DIR " +
    "GIT_WORK_TREE GIT_TEMPLATE_DIR GIT_PROXY_COMMAND GIT_TRACE GIT_NEW_IN_SOME_RELEASE",
  "package managers":
    "npm_config_node_options npm_config_script_shell NPM_CONFIG_USERCONFIG npm_config_git " +
    "npm_config_prefix pnpm_config_script_shell YARN_RC_FILENAME YARN_YARN_PATH YARN_PLUGINS PIP_CONFIG_FILE " +
    "CARGO_BUILD_RUSTC CARGO_ALIAS_b",
};
/** Exported shell functions, and what is no name at all. */
const IMPROPER = [
  "BASH_FUNC_echo%%",
  "BASH_FUNC_x()",
  "A B",
  "",
  "1X",
  "a-b",
  "npm_config_//host/:_authToken",
];

const HARMLESS =
  "PATH HOME USER SHELL LANG LC_ALL TZ TERM TMPDIR PWD XDG_CONFIG_HOME SSH_AUTH_SOCK " +
  "ANTHROPIC_API_KEY ANTHROPIC_BASE_URL CLAUDE_CONFIG_DIR CLAUDE_CODE_MAX_OUTPUT_TOKENS " +
  "CLAUDE_CODE_EXTRA_ARGS CLAUDE_CODE_ENABLE_PLUGINS CLAUDE_CODE_PAGER HTTP_PROXY https_proxy NO_PROXY NODE_EXTRA_CA_CERTS NODE_ENV " +
  "SSL_CERT_FILE AWS_PROFILE AWS_REGION GOOGLE_APPLICATION_CREDENTIALS GITHUB_TOKEN " +
  "GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL GIT_TERMINAL_PROMPT GIT_BRANCH npm_config_registry " +
  "npm_config_cache npm_config_user_agent npm_lifecycle_event npm_package_name PNPM_HOME " +
  "PYTHONUNBUFFERED JAVA_HOME GOPATH CARGO_HOME VIRTUAL_ENV CONDA_PREFIX DOCKER_HOST KUBECONFIG " +
  "CI OTEL_EXPORTER_OTLP_ENDPOINT TRACEPARENT MY_TOKEN FORMAT ADOPT RUNNER_TEMP LOADER " +
  "PYTHON_VERSION RUBY_VERSION NODE_VERSION PHP_INI_DIR DOTNET_RUNNING_IN_CONTAINER JULIA_NUM_THREADS " +
  "CARGO_BUILD_JOBS GIT_SSL_CAINFO GIT_REPO GIT_REF GIT_VERSION PERL_MM_USE_DEFAULT DOCKER_CONFIG XDG_DATA_HOME " +
  "COREPACK_HOME GOROOT SRC APP_SRC NETRC DB_DRIVER FEATURE_FLAGS LLM_PROVIDER ACCOUNT_CC";

describe("isForeignCode()", () => {
  for (const [kind, names] of Object.entries(FOREIGN)) {
    it(`isForeignCode() keeps back ${kind}, in capitals and not`, () => {
      for (const name of names.split(" "))
        for (const written of new Set([name, name.toUpperCase(), name.toLowerCase()]))
          assert.ok(isForeignCode(written, "linux"), written);
    });
  }

  it("isForeignCode() keeps back all of git's configuration, however a name ends", () => {
    for (const end of "BRANCH COMMIT REF REPO REPOSITORY TAG TOKEN URL USER USERNAME".split(" "))
      for (const name of [`GIT_CONFIG_${end}`, `GIT_CONFIG_KEY_${end}`])
        assert.ok(isForeignCode(name, "linux"), name);
  });

  it("isForeignCode() keeps back names that are no identifiers", () => {
    for (const name of IMPROPER) assert.ok(isForeignCode(name, "linux"), name);
  });

  it("isForeignCode() lets pass what agents need", () => {
    for (const name of HARMLESS.split(" ")) assert.equal(isForeignCode(name, "linux"), false, name);
  });

  it("isForeignCode() takes the names that Windows itself sets, there", () => {
    assert.equal(isForeignCode("ProgramFiles(x86)", "win32"), false);
    assert.equal(isForeignCode("CommonProgramFiles(x86)", "win32"), false);
    assert.ok(isForeignCode("ProgramFiles(x86)", "linux"));
  });

  it("isForeignCode() keeps back every name that is no identifier", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 20 }),
        fc.constantFrom("%", " ", "-", ".", "(", "\n", "é", "=", "/"),
        (name, odd) => {
          assert.ok(isForeignCode(`A${name}${odd}`, "linux"));
        },
      ),
      RUNS,
    );
  });

  it("isForeignCode() knows families by their beginnings and endings, whatever stands beside", () => {
    // A word that says which, how many or how long makes any name a harmless one.
    const word = fc
      .stringMatching(/^[A-Z][A-Z0-9]{0,9}$/)
      .filter((text) => !/^(?:VERSION|SHA(?:256|512)?|THREADS|JOBS|TIMEOUT)$/.test(text));
    fc.assert(
      fc.property(
        word,
        fc.constantFrom(
          "LD_*",
          "DYLD_*",
          "*_OPTIONS",
          "*_OPTS",
          "*_PAGER",
          "*_EDITOR",
          "*_ASKPASS",
          "*_WRAPPER",
          "*FLAGS",
          "*_PLUGIN_PATH",
          "*_LIBRARIES",
          "ANSIBLE_*",
          "GIT_CONFIG_*",
          "npm_config_x*",
          "YARN_X*",
          "BUN_X*",
          "PERL5*",
        ),
        (middle, family) => {
          const name = family.replace("*", middle);
          assert.ok(isForeignCode(name, "linux"), name);
        },
      ),
      RUNS,
    );
  });
});
