//! Who may come to the desk: adding somebody, another role or password, and no more of it.

use store::casebook::Actor;
use store::casebook::entropy::Entropy;
use store::casebook::home::Home;
use store::casebook::users;
pub use store::casebook::users::{Role, SHORTEST_PASSWORD, User, Users};
use store::error::{Error, Result};

/// Gives everybody who may come.
pub fn all(home: &Home) -> Result<Users> {
    home.users()
}

/// Gives whoever has a name and a password; a name that is not there takes as long as a wrong password.
pub fn admitted(home: &Home, name: &str, password: &str) -> Result<Option<User>> {
    match home.users()?.named(name) {
        Some(user) => Ok(user.admits(password).then(|| user.clone())),
        None => {
            users::pretend_to_look(password);
            Ok(None)
        }
    }
}

/// Refuses a name that cannot be one, or that somebody has already; gives it as it is kept.
pub fn new_name(home: &Home, name: &str) -> Result<Actor> {
    let actor = Actor::named(name)?;
    match home.users()?.named(actor.name()) {
        Some(_) => Err(Error::Invalid(format!("there is a user called `{}` already", actor.name().escape_debug()))),
        None => Ok(actor),
    }
}

/// Adds somebody with a password of their own.
pub fn add(home: &Home, name: &str, role: Role, password: &str) -> Result<Actor> {
    let actor = new_name(home, name)?;
    let user = User::new(&actor, role, password, &mut Entropy::default())?;
    let mut users = home.users()?;
    users.put(user);
    home.save_users(&users)?;
    Ok(actor)
}

/// Gives somebody another role.
pub fn set_role(home: &Home, name: &str, role: Role) -> Result<()> {
    change(home, name, |user| user.role = role)
}

/// Gives somebody another password.
pub fn set_password(home: &Home, name: &str, password: &str) -> Result<()> {
    let actor = Actor::named(name)?;
    let new = User::new(&actor, Role::Reader, password, &mut Entropy::default())?;
    change(home, actor.name(), |user| user.password = new.password)
}

/// Lets somebody come no longer; what that person recorded stays.
pub fn remove(home: &Home, name: &str) -> Result<()> {
    let mut users = home.users()?;
    users.remove(name)?;
    home.save_users(&users)
}

fn change(home: &Home, name: &str, with: impl FnOnce(&mut User)) -> Result<()> {
    let mut users = home.users()?;
    let user = users.all.iter_mut().find(|user| user.name == name).ok_or_else(|| users::unknown(name))?;
    with(user);
    home.save_users(&users)
}
